namespace Bdlm.Lab.Experiments;

/// <summary>
/// How a language row without users and items is trained, where that is not as with them. It learns from the same places of histories, but on a plateau
/// at first, which takes steps and an even mixture of "Yes" and "No" rather than samples.
/// </summary>
internal sealed record TextScale
{
    /// <summary>Epochs; null for as many as rows with users and items have.</summary>
    public int? Epochs { get; init; }

    /// <summary>Stop after so many epochs without a better validation; null never. An epoch without gain says little on a plateau.</summary>
    public int? Patience { get; init; } = 5;

    /// <summary>Samples a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Negatives beside each positive.</summary>
    public int NegativesPerPositive { get; init; } = 1;

    /// <summary>The dropout of the backbone's copies while they train, in [0, 1).</summary>
    public double Dropout { get; init; }
}
