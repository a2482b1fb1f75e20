namespace Bdlm.Tokens;

/// <summary>
/// Encodes the text between closed tokens as the base tokenizer would encode it in that place of the whole text. Bdlm has one for
/// SentencePiece (Llama), one for CodeGen and one for all other tokenizers of Microsoft.ML.Tokenizers; give your own to
/// <see cref="ExtendedTokenizer"/> if your tokenizer treats the beginning or the end of a text in a way that these do not know.
/// </summary>
public interface IGapEncoder
{
    /// <summary>The token ids of a piece of text, without beginning-of-sentence or end-of-sentence tokens.</summary>
    /// <param name="text">The piece; never empty.</param>
    /// <param name="atStart">Whether nothing stands before it: only then does SentencePiece's dummy prefix belong there.</param>
    /// <param name="atEnd">Whether nothing stands after it.</param>
    IReadOnlyList<int> Encode(ReadOnlySpan<char> text, bool atStart, bool atEnd);
}
