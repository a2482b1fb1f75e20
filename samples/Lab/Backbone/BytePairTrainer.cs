using System.Text.RegularExpressions;
using Bdlm.Lab.Backbone.Subwords;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Backbone;

/// <summary>
/// Learns a byte-level byte-pair encoding from text (Sennrich et al. 2016). Id 0 is the beginning of a sequence, ids 1 to 256 are the bytes,
/// merges follow.
/// </summary>
internal static partial class BytePairTrainer
{
    /// <summary>The token that begins every sequence.</summary>
    public const string BeginText = "<s>";

    /// <summary>The id of <see cref="BeginText"/>.</summary>
    public const int BeginToken = 0;

    // A word keeps the space before it, so that decoding restores the text.
    private const string Words = @" ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+";

    /// <summary>Learns merges until the vocabulary has the given size or no pair occurs twice. Ties go to the pair that sorts first.</summary>
    /// <param name="texts">What to learn from; their order does not matter.</param>
    /// <param name="vocabularySize">The number of tokens aimed at; there are never fewer than 257.</param>
    public static BytePairEncoding Learn(IEnumerable<string> texts, int vocabularySize)
    {
        var pairs = new PairCounts(CountWords(texts));
        var tokens = new List<string> { BeginText };
        tokens.AddRange(ByteAlphabet.Letters);
        var known = new HashSet<string>(tokens, StringComparer.Ordinal);
        var merges = new List<SymbolPair>();
        while (tokens.Count < vocabularySize && pairs.MostFrequent() is { } pair)
        {
            merges.Add(pair);
            // Two merges may lead to one token: "a" + "bc" and "ab" + "c".
            if (known.Add(pair.Left + pair.Right))
            {
                tokens.Add(pair.Left + pair.Right);
            }

            pairs.Merge(pair);
        }

        return new BytePairEncoding(tokens, merges, Words);
    }

    /// <summary>As <see cref="Learn"/>, as a tokenizer in memory.</summary>
    /// <inheritdoc cref="Learn" path="/param"/>
    public static BpeTokenizer Train(IEnumerable<string> texts, int vocabularySize)
    {
        BytePairEncoding encoding = Learn(texts, vocabularySize);
        return BpeTokenizer.Create(new BpeOptions(encoding.Tokens.Select((token, id) => KeyValuePair.Create(token, id)))
        {
            Merges = encoding.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(WordPattern(), null),
        });
    }

    [GeneratedRegex(Words)]
    private static partial Regex WordPattern();

    private static List<(string[] Symbols, int Count)> CountWords(IEnumerable<string> texts)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            foreach (Match match in WordPattern().Matches(text))
            {
                counts[match.Value] = counts.GetValueOrDefault(match.Value) + 1;
            }
        }

        return [.. counts.Select(entry => (ByteAlphabet.Spell(entry.Key), entry.Value))];
    }
}
