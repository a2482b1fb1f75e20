using Bdlm.Language;
using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>How the language side learns.</summary>
public sealed record LanguageSideOptions
{
    /// <summary>Where h is read in a prompt (decision 7).</summary>
    public FeaturePooling Pooling { get; init; } = FeaturePooling.LastToken;

    /// <summary>Whether the domain side gets the language side's own answers beside h (<see cref="FeatureExtractor.WithScores"/>); its head is then made for two more inputs.</summary>
    public bool WithScores { get; init; }

    /// <summary>
    /// The share of the top-K task in L_LLM, in [0, 1]; the interaction task has the rest (decision 17). At 0 the language
    /// side learns Yes and No alone.
    /// </summary>
    public double TopKShare { get; init; } = 0.5;

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(LanguageSideOptions),
        (!(TopKShare >= 0 && TopKShare <= 1), $"TopKShare is {TopKShare}; expected a number in [0, 1]."));
}
