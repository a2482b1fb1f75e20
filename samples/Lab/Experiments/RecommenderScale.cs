using Bdlm.Domain.Objectives;

namespace Bdlm.Lab.Experiments;

/// <summary>How a recommender is trained alone, which is also what BDLM starts from.</summary>
internal sealed record RecommenderScale
{
    /// <summary>Propagation layers, at least 0; of LightGCN alone.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>The most epochs.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Stop after so many epochs without a better validation.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Positives a batch.</summary>
    public int Batch { get; init; } = 1024;

    /// <summary>Adam's step size.</summary>
    public double Rate { get; init; } = 5e-3;

    /// <summary>Negatives a positive, from the mixture that questions are made of.</summary>
    public int Negatives { get; init; } = 1;

    /// <summary>The weight of the penalty on the rows of a batch.</summary>
    public double Regularization { get; init; } = 1e-4;

    /// <summary>What it is trained on (decision 13).</summary>
    public DomainLoss Loss { get; init; } = DomainLoss.Bpr;
}
