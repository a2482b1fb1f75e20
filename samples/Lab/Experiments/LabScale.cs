namespace Bdlm.Lab.Experiments;

/// <summary>The sizes and rates of a run: small enough for two processor cores.</summary>
internal sealed record LabScale
{
    public int Dim { get; init; } = 64;

    public int Layers { get; init; } = 2;

    public int Heads { get; init; } = 2;

    public double Dropout { get; init; }

    public double InitialStd { get; init; } = 0.1;

    public int VocabularySize { get; init; } = 1000;

    public int BackboneEpochs { get; init; } = 30;

    public int RecommenderEpochs { get; init; } = 60;

    public int RecommenderLayers { get; init; } = 2;

    public int RecommenderBatch { get; init; } = 1024;

    public double RecommenderRate { get; init; } = 5e-3;

    /// <summary>Epochs of every language row alike: text-only, tokens without joint learning, and joint.</summary>
    public int Epochs { get; init; } = 5;

    public int Batch { get; init; } = 64;

    public int PositionsPerUser { get; init; } = 8;

    public int NegativesPerPositive { get; init; } = 1;

    public double LanguageRate { get; init; } = 2e-3;

    public double DomainRate { get; init; } = 1e-3;

    public double MutualWeight { get; init; } = 1;

    /// <summary>The step size of the information sharing module's rows.</summary>
    public double SharingRate { get; init; } = 1e-3;

    public int MaxHistory { get; init; } = 5;

    public int MaxLength { get; init; } = 384;

    /// <summary>How many users' validation targets judge an epoch.</summary>
    public int ValidationUsers { get; init; } = 150;

    /// <summary>The largest number of test users; null for all.</summary>
    public int? TestUsers { get; init; }
}
