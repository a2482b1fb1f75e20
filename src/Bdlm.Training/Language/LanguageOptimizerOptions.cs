using Bdlm.Loops;

namespace Bdlm.Language;

/// <summary>How the language side's parameters are stepped.</summary>
public sealed record LanguageOptimizerOptions
{
    /// <summary>The largest learning rate of the model's own parameters and output rows, above 0; the paper's is 1e-5 for a 7B model.</summary>
    public double LearningRate { get; init; } = 1e-5;

    /// <summary>The largest learning rate of the user and item rows; null for the same.</summary>
    public double? EntityLearningRate { get; init; }

    /// <summary>Decoupled weight decay of the model's matrices, at least 0; embeddings, output rows, norms and biases have none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gradients are scaled down to this global norm, above 0; null for no clipping.</summary>
    public double? ClipNorm { get; init; } = 1;

    /// <summary>The share of the run in which the rate rises linearly, in [0, 1); a cosine to 0 follows.</summary>
    public double WarmUp { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(LanguageOptimizerOptions),
        (!(LearningRate > 0), $"LearningRate is {LearningRate}; expected a number above 0."),
        (EntityLearningRate is { } rate && !(rate > 0), $"EntityLearningRate is {EntityLearningRate}; expected a number above 0, or null."),
        (!(WeightDecay >= 0), $"WeightDecay is {WeightDecay}; expected a number of at least 0."),
        (ClipNorm is { } norm && !(norm > 0), $"ClipNorm is {ClipNorm}; expected a number above 0, or null."),
        (!(WarmUp >= 0 && WarmUp < 1), $"WarmUp is {WarmUp}; expected a number in [0, 1)."));
}
