using Microsoft.ML.Tokenizers;

namespace Bdlm.Llama.Generation;

/// <summary>
/// Turns tokens that come one by one into text: a character whose bytes are spread over several tokens appears with its last one.
/// </summary>
public sealed class TokenTextStream
{
    /// <summary>What a tokenizer shows for bytes that do not make a character yet.</summary>
    private const char Incomplete = '\uFFFD';

    /// <summary>A character has at most four bytes: what is not one by then never will be.</summary>
    private const int MostBytes = 4;

    private readonly Tokenizer _tokenizer;
    private readonly IReadOnlyList<int> _anchor;
    private readonly int _anchorLength;
    private readonly List<int> _pending = [];
    private bool _atStart;

    /// <summary>A stream that continues after a prompt.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="prompt">
    /// The tokens before the first that comes. Where they hold no text (none, or just the begin token), the first word loses the
    /// space before it, as tokenizers of the SentencePiece kind put one there.
    /// </param>
    public TokenTextStream(Tokenizer tokenizer, IReadOnlyList<int>? prompt = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _tokenizer = tokenizer;
        // Tokenizers treat the first token of a text differently: a word before the pending ones keeps them from being first.
        // (A single letter would not do: Microsoft.ML.Tokenizers gives it no token where the model strips extra spaces.)
        _anchor = tokenizer.EncodeToIds("the");
        _anchorLength = Decode(_anchor).Length;
        _atStart = prompt is null || Decode(prompt).Length == 0;
    }

    /// <summary>Takes a token in and returns the text that it completes, often a word or part of it, sometimes nothing.</summary>
    public string Append(int token)
    {
        _pending.Add(token);
        string text = _atStart ? Decode(_pending) : Decode([.. _anchor, .. _pending])[_anchorLength..];
        if (text.Length == 0 || (text.EndsWith(Incomplete) && _pending.Count < MostBytes))
        {
            return string.Empty;
        }

        _pending.Clear();
        _atStart = false;
        return text;
    }

    private string Decode(IEnumerable<int> tokens) => _tokenizer.Decode(tokens) ?? string.Empty;
}
