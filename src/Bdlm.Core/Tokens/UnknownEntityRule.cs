namespace Bdlm.Tokens;

/// <summary>What an <see cref="ExtendedTokenizer"/> does with a user or an item whose number the vocabulary does not have.</summary>
public enum UnknownEntityRule
{
    /// <summary>An error that names the entity and its position: a prompt with an unknown entity is a mistake.</summary>
    Refuse,

    /// <summary>It stays text and is encoded by the base tokenizer. Decoding gives it back escaped, since it is text now.</summary>
    KeepAsText,
}
