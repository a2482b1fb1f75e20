using Bdlm.Loops;

namespace Bdlm.Domain.Objectives;

/// <summary>How BERT4Rec's sequences are masked; the defaults are the authors' for MovieLens-1M.</summary>
public sealed record ClozeObjectiveOptions
{
    /// <summary>The share ρ of a sequence's items that are asked for, in (0, 1]: round(ρ · length), but at least one.</summary>
    public double MaskShare { get; init; } = 0.2;

    /// <summary>The most items of a sequence that are asked for, at least 1.</summary>
    public int MaxMasks { get; init; } = 40;

    /// <summary>
    /// The share of sequences, in [0, 1], that are asked for their last item alone, as at inference. The authors add one such copy
    /// to ten others.
    /// </summary>
    public double LastItemShare { get; init; } = 1.0 / 11;

    /// <summary>
    /// The share of asked items that are replaced by the mask, in [0, 1]; of the rest one half stays and the other is replaced by
    /// a random item. BERT takes 0.8, BERT4Rec's scripts 1.
    /// </summary>
    public double MaskTokenShare { get; init; } = 1;

    /// <summary>
    /// How far apart the windows of a sequence that is too long begin, as a share of their length, in (0, 1]; the authors' scripts
    /// take 0.5 for MovieLens-1M and 0.1 for Beauty.
    /// </summary>
    public double WindowStep { get; init; } = 0.5;

    /// <summary>
    /// Sampled negatives that each asked item is to be told from, at least 0; with 0 it is to be told from all items, as the
    /// authors train.
    /// </summary>
    public int NegativesPerMask { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(ClozeObjectiveOptions),
        (!(MaskShare is > 0 and <= 1), $"MaskShare is {MaskShare}; expected a share in (0, 1]."),
        (MaxMasks < 1, $"MaxMasks is {MaxMasks}; expected at least 1."),
        (!(LastItemShare is >= 0 and <= 1), $"LastItemShare is {LastItemShare}; expected a share in [0, 1]."),
        (!(MaskTokenShare is >= 0 and <= 1), $"MaskTokenShare is {MaskTokenShare}; expected a share in [0, 1]."),
        (!(WindowStep is > 0 and <= 1), $"WindowStep is {WindowStep}; expected a share in (0, 1]."),
        (NegativesPerMask < 0, $"NegativesPerMask is {NegativesPerMask}; expected at least 0, which asks for all items."));
}
