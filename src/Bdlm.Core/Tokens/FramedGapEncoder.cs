using Microsoft.ML.Tokenizers;

namespace Bdlm.Tokens;

/// <summary>
/// Encodes gaps for every other tokenizer (byte-level BPE, WordPiece, Tiktoken, one's own): these encode a piece between special tokens
/// as they encode a text. What they put around each text (a beginning-of-sentence token, [CLS] and [SEP]) is measured once and
/// taken away from each gap.
/// </summary>
internal sealed class FramedGapEncoder : IGapEncoder
{
    private readonly Tokenizer _tokenizer;
    private readonly int _before;
    private readonly int _after;

    public FramedGapEncoder(Tokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        (_before, _after) = MeasureFrame(tokenizer);
    }

    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text, bool atStart, bool atEnd)
    {
        IReadOnlyList<int> ids = _tokenizer.EncodeToIds(text);
        int count = Math.Max(0, ids.Count - _before - _after);
        return _before + _after == 0 ? ids : [.. ids.Skip(_before).Take(count)];
    }

    /// <summary>Compares what stands for "a" itself (tokens that cover a character) with all the ids of "a".</summary>
    private static (int Before, int After) MeasureFrame(Tokenizer tokenizer)
    {
        const string Probe = "a";
        IReadOnlyList<int> ids = tokenizer.EncodeToIds(Probe);
        int[] body = [.. tokenizer.EncodeToTokens(Probe, out _).Where(t => !t.Offset.Start.Equals(t.Offset.End)).Select(t => t.Id)];
        for (int before = 0; body.Length > 0 && before + body.Length <= ids.Count; before++)
        {
            if (ids.Skip(before).Take(body.Length).SequenceEqual(body))
            {
                return (before, ids.Count - before - body.Length);
            }
        }

        return (0, 0);
    }
}
