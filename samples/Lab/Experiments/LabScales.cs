namespace Bdlm.Lab.Experiments;

/// <summary>The sizes that suit each data set on two processor cores.</summary>
internal static class LabScales
{
    public static LabScale For(string dataset, ExperimentOptions options)
    {
        LabScale scale = dataset switch
        {
            "MovieLens-100K" => new LabScale { VocabularySize = 2000, PositionsPerUser = 6, MaxHistory = 6, LightGcn = new() { Batch = 2048 }, ValidationUsers = 100 },
            "MovieLens-1M" => new LabScale { VocabularySize = 3000, PositionsPerUser = 2, MaxHistory = 6, LightGcn = new() { Batch = 8192, Epochs = 20 }, ValidationUsers = 100, TestUsers = 1000 },
            _ => new LabScale(),
        };
        if (options.Quick)
        {
            scale = scale with { BackboneEpochs = 2, LightGcn = scale.LightGcn with { Epochs = 5 }, Epochs = 1, PositionsPerUser = 1, NegativesPerPositive = 1, ValidationUsers = 20, TestUsers = 40 };
        }

        return scale with { Epochs = options.Epochs ?? scale.Epochs };
    }
}
