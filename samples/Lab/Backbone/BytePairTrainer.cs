using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Backbone;

/// <summary>
/// Learns a byte-level byte-pair encoding from text (Sennrich et al. 2016) and gives it as a Microsoft.ML.Tokenizers
/// tokenizer. Id 0 is the beginning of a sequence, ids 1 to 256 are the bytes, merges follow.
/// </summary>
internal static partial class BytePairTrainer
{
    /// <summary>The token that begins every sequence.</summary>
    public const string BeginText = "<s>";

    /// <summary>The id of <see cref="BeginText"/>.</summary>
    public const int BeginToken = 0;

    /// <summary>Learns merges until the vocabulary has the given size or no pair occurs twice. Ties go to the pair that sorts first.</summary>
    public static BpeTokenizer Train(IEnumerable<string> texts, int vocabularySize)
    {
        List<(string[] Symbols, int Count)> words = Words(texts);
        var tokens = new List<string> { BeginText };
        tokens.AddRange(ByteAlphabet.Letters);
        var merges = new List<string>();
        while (tokens.Count < vocabularySize && MostFrequentPair(words) is { } pair)
        {
            merges.Add($"{pair.Left} {pair.Right}");
            tokens.Add(pair.Left + pair.Right);
            words = [.. words.Select(word => (Merge(word.Symbols, pair), word.Count))];
        }

        var vocabulary = tokens.Select((token, id) => KeyValuePair.Create(token, id));
        return BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(WordPattern(), null),
        });
    }

    // A word keeps the space before it, so that decoding restores the text.
    [GeneratedRegex(@" ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+")]
    private static partial Regex WordPattern();

    private static List<(string[] Symbols, int Count)> Words(IEnumerable<string> texts)
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

    private static (string Left, string Right)? MostFrequentPair(List<(string[] Symbols, int Count)> words)
    {
        var counts = new Dictionary<(string Left, string Right), int>();
        foreach ((string[] symbols, int count) in words)
        {
            for (int index = 1; index < symbols.Length; index++)
            {
                (string, string) pair = (symbols[index - 1], symbols[index]);
                counts[pair] = counts.GetValueOrDefault(pair) + count;
            }
        }

        var best = counts
            .Where(entry => entry.Value > 1)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key.Left, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Right, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Value > 1 ? best.Key : null;
    }

    private static string[] Merge(string[] symbols, (string Left, string Right) pair)
    {
        var merged = new List<string>(symbols.Length);
        for (int index = 0; index < symbols.Length; index++)
        {
            bool isPair = index + 1 < symbols.Length && symbols[index] == pair.Left && symbols[index + 1] == pair.Right;
            merged.Add(isPair ? pair.Left + pair.Right : symbols[index]);
            index += isPair ? 1 : 0;
        }

        return merged.Count == symbols.Length ? symbols : [.. merged];
    }
}
