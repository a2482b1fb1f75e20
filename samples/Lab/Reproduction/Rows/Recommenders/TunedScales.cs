using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>Gives the recommenders that BDLM can start from the settings that were tuned for a data set.</summary>
internal static class TunedScales
{
    /// <summary>The scale with the tuned LightGCN, NCF, GMF and matrix factorisation.</summary>
    public static LabScale Apply(LabScale scale, string dataset) => scale with
    {
        LightGcn = Of("LightGCN", dataset),
        Ncf = Of("NCF", dataset),
        Gmf = Of("GMF", dataset),
        MatrixFactorization = Of("MF", dataset),
    };

    private static RecommenderScale Of(string name, string dataset)
    {
        TunedRow row = TunedRows.Find(name);
        ModelSettings settings = row.Settings(TunedSettings.For(dataset, name));
        return new RecommenderScale
        {
            Layers = settings.Layers,
            Epochs = row.Epochs,
            Patience = row.Patience,
            Batch = settings.Batch,
            Rate = settings.LearningRate,
            Negatives = settings.Negatives,
            Regularization = settings.Decay,
            Loss = settings.Loss,
        };
    }
}
