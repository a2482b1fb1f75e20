namespace Bdlm.Language;

/// <summary>Where short sequences of a batch are filled up.</summary>
public enum PaddingSide
{
    /// <summary>After the last token: for training and scoring.</summary>
    Right,

    /// <summary>Before the first token: for generation, where every sequence grows at its end.</summary>
    Left,
}
