using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// Unit-length TF-IDF vectors of items, stored by item (words ascending) and by word. Weight of a word in an item:
/// tf · (ln((1 + n) / (1 + df)) + 1), where n is the number of items with a training row and df the number of those that
/// hold the word. Words that no such item holds are unknown and left out.
/// </summary>
internal sealed class WordMatrix
{
    private readonly int[] _itemStarts;
    private readonly (int Word, double Weight)[] _byItem;
    private readonly int[] _wordStarts;
    private readonly (int Item, double Weight)[] _byWord;

    /// <summary>Fits the vectors.</summary>
    public WordMatrix(ItemCatalog catalog, TrainView train)
    {
        List<string>[] texts = [.. Enumerable.Range(0, catalog.Count).Select(item => ItemWords.Of(catalog[item]))];
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        double[] idf = InverseFrequencies(texts, train, ids);
        _itemStarts = new int[texts.Length + 1];
        var entries = new List<(int Word, double Weight)>();
        for (int item = 0; item < texts.Length; item++)
        {
            entries.AddRange(Vector(texts[item], ids, idf));
            _itemStarts[item + 1] = entries.Count;
        }

        _byItem = [.. entries];
        (_wordStarts, _byWord) = Transpose(idf.Length);
    }

    /// <summary>The number of known words.</summary>
    public int WordCount => _wordStarts.Length - 1;

    /// <summary>The words of an item, ascending.</summary>
    public ReadOnlySpan<(int Word, double Weight)> WordsOf(int item) => _byItem.AsSpan(_itemStarts[item].._itemStarts[item + 1]);

    /// <summary>The items that hold a word, ascending.</summary>
    public ReadOnlySpan<(int Item, double Weight)> ItemsOf(int word) => _byWord.AsSpan(_wordStarts[word].._wordStarts[word + 1]);

    private static double[] InverseFrequencies(List<string>[] texts, TrainView train, Dictionary<string, int> ids)
    {
        var frequencies = new List<int>();
        int trained = 0;
        for (int item = 0; item < texts.Length; item++)
        {
            if (train.ItemCounts[item] == 0)
            {
                continue;
            }

            trained++;
            foreach (string word in texts[item].Distinct(StringComparer.Ordinal))
            {
                if (ids.TryAdd(word, frequencies.Count))
                {
                    frequencies.Add(0);
                }

                frequencies[ids[word]]++;
            }
        }

        return [.. frequencies.Select(df => Math.Log((1.0 + trained) / (1 + df)) + 1)];
    }

    private static IEnumerable<(int Word, double Weight)> Vector(List<string> text, Dictionary<string, int> ids, double[] idf)
    {
        (int Word, double Weight)[] raw = [.. text
            .Where(ids.ContainsKey)
            .GroupBy(word => ids[word])
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Count() * idf[group.Key]))];
        double length = Math.Sqrt(raw.Sum(entry => entry.Weight * entry.Weight));
        return raw.Select(entry => (entry.Word, entry.Weight / length));
    }

    private (int[] Starts, (int Item, double Weight)[] Entries) Transpose(int wordCount)
    {
        var starts = new int[wordCount + 1];
        foreach ((int word, _) in _byItem)
        {
            starts[word + 1]++;
        }

        for (int word = 0; word < wordCount; word++)
        {
            starts[word + 1] += starts[word];
        }

        int[] next = starts[..^1];
        var entries = new (int Item, double Weight)[_byItem.Length];
        for (int item = 0; item + 1 < _itemStarts.Length; item++)
        {
            foreach ((int word, double weight) in WordsOf(item))
            {
                entries[next[word]++] = (item, weight);
            }
        }

        return (starts, entries);
    }
}
