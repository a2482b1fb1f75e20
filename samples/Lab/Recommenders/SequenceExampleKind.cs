namespace Bdlm.Lab.Recommenders;

/// <summary>What an epoch of a causal sequential model is made of.</summary>
internal enum SequenceExampleKind
{
    /// <summary>As the model's authors or ReChorus train it.</summary>
    Usual,

    /// <summary>Whole sequences, cut into windows where they are too long: every place is asked for its next item in one pass.</summary>
    Sequences,
}
