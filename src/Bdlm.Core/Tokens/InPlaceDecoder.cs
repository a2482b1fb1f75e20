using Microsoft.ML.Tokenizers;

namespace Bdlm.Tokens;

/// <summary>
/// Decodes a run of word ids as it reads in its place. Tokenizers with a dummy prefix drop the first space of what they decode; that is right
/// at the beginning of a text and wrong after a closed token. There the run is decoded behind a known token whose text is cut off again.
/// </summary>
internal sealed class InPlaceDecoder
{
    private const string AnchorText = "a";

    private readonly Tokenizer _tokenizer;
    private readonly IReadOnlyList<int> _anchor;
    private readonly string _anchorDecoded;

    public InPlaceDecoder(Tokenizer tokenizer, IGapEncoder gaps)
    {
        _tokenizer = tokenizer;
        _anchor = gaps.Encode(AnchorText, atStart: true, atEnd: true);
        _anchorDecoded = _anchor.Count == 0 ? string.Empty : tokenizer.Decode(_anchor) ?? string.Empty;
    }

    public string Decode(List<int> words, bool atStart)
    {
        if (words.Count == 0)
        {
            return string.Empty;
        }

        if (!atStart && _anchor.Count > 0)
        {
            string behind = _tokenizer.Decode([.. _anchor, .. words]) ?? string.Empty;
            if (behind.StartsWith(_anchorDecoded, StringComparison.Ordinal))
            {
                return behind[_anchorDecoded.Length..];
            }
        }

        return _tokenizer.Decode(words) ?? string.Empty;
    }
}
