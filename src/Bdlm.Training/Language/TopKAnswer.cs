namespace Bdlm.Language;

/// <summary>What a language model answers to a top-K prompt.</summary>
public enum TopKAnswer
{
    /// <summary>The item's token: one token, for models whose vocabulary holds the items.</summary>
    ItemToken,

    /// <summary>The item's title, word by word: for text-only models.</summary>
    Title,
}
