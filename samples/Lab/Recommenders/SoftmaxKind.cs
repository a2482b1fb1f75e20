namespace Bdlm.Lab.Recommenders;

/// <summary>What BERT4Rec tells a masked item from.</summary>
internal enum SoftmaxKind
{
    /// <summary>All items, as its authors train it.</summary>
    Full,

    /// <summary>Sampled negatives, as many as the settings say.</summary>
    Sampled,
}
