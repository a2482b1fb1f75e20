using Bdlm.Lab.Recommenders;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>A trained row.</summary>
/// <param name="Model">Its weights; owned by this.</param>
/// <param name="History">How its training went; null for a row without training.</param>
internal sealed record TrainedRow(BuiltRecommender Model, TrainingHistory? History) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
