using Bdlm.Loops;

namespace Bdlm.Lab.Reporting;

/// <summary>Shows how work goes, stage by stage.</summary>
internal interface IStageProgress : IProgress<TrainingProgress>
{
    /// <summary>Shows a stage without steps; it is done when the result is disposed.</summary>
    IDisposable Begin(string stage);
}
