using FsCheck;
using FsCheck.Xunit;

namespace Bdlm.Lab.Backbone.Subwords;

public sealed class PairCountsTests
{
    [Fact]
    public void MostFrequent_CountsEveryWordAsOftenAsItOccurs()
    {
        var counts = new PairCounts([(["a", "b"], 1), (["b", "c"], 3), (["a", "b", "c"], 1)]);
        Assert.Equal(new SymbolPair("b", "c"), counts.MostFrequent());
        counts.Merge(new SymbolPair("b", "c"));
        // a·b is left once, a·bc stands once.
        Assert.Null(counts.MostFrequent());
    }

    [Fact]
    public void MostFrequent_Ties_GoToThePairThatSortsFirst()
    {
        var counts = new PairCounts([(["x", "y"], 2), (["a", "z"], 2), (["a", "b"], 2)]);
        Assert.Equal(new SymbolPair("a", "b"), counts.MostFrequent());
    }

    [Fact]
    public void Merge_OverlappingPairs_TakesTheFirst()
    {
        // aaa holds a·a twice; once merged it is aa·a, twice over both words.
        var counts = new PairCounts([(["a", "a", "a"], 2)]);
        Assert.Equal(new SymbolPair("a", "a"), counts.MostFrequent());
        counts.Merge(new SymbolPair("a", "a"));
        Assert.Equal(new SymbolPair("aa", "a"), counts.MostFrequent());
    }

    [Property(MaxTest = 60)]
    public bool Merges_OfRandomWords_EqualThoseOfCountingAnew(NonEmptyArray<NonEmptyString> texts, PositiveInt seed)
    {
        var random = new System.Random(seed.Get);
        (string[] Symbols, int Count)[] words = [.. texts.Get.Select(text => (text.Get.Select(letter => ((char)('a' + (letter % 4))).ToString()).ToArray(), random.Next(1, 4)))];
        var counts = new PairCounts(words);
        for (int merge = 0; merge < 12; merge++)
        {
            SymbolPair? expected = CountedAnew(words);
            if (counts.MostFrequent() != expected)
            {
                return false;
            }

            if (expected is not { } pair)
            {
                return true;
            }

            counts.Merge(pair);
            words = [.. words.Select(word => (Merged(word.Symbols, pair), word.Count))];
        }

        return true;
    }

    private static SymbolPair? CountedAnew((string[] Symbols, int Count)[] words)
    {
        var counts = new Dictionary<SymbolPair, int>();
        foreach ((string[] symbols, int count) in words)
        {
            for (int index = 1; index < symbols.Length; index++)
            {
                var pair = new SymbolPair(symbols[index - 1], symbols[index]);
                counts[pair] = counts.GetValueOrDefault(pair) + count;
            }
        }

        KeyValuePair<SymbolPair, int> best = counts
            .Where(entry => entry.Value > 1)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key.Left, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Right, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Value > 1 ? best.Key : null;
    }

    private static string[] Merged(string[] symbols, SymbolPair pair)
    {
        var merged = new List<string>();
        for (int index = 0; index < symbols.Length; index++)
        {
            bool isPair = index + 1 < symbols.Length && symbols[index] == pair.Left && symbols[index + 1] == pair.Right;
            merged.Add(isPair ? pair.Left + pair.Right : symbols[index]);
            index += isPair ? 1 : 0;
        }

        return [.. merged];
    }
}
