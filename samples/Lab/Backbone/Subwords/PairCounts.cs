using System.Runtime.InteropServices;

namespace Bdlm.Lab.Backbone.Subwords;

/// <summary>
/// How often each pair of symbols stands in a set of words, kept up to date from merge to merge: only words that hold the merged pair are counted
/// anew, and the most frequent pair is found in a queue whose outdated entries are passed over.
/// </summary>
internal sealed class PairCounts
{
    private readonly string[][] _words;
    private readonly int[] _wordCounts;
    private readonly Dictionary<SymbolPair, long> _counts = [];
    private readonly Dictionary<SymbolPair, HashSet<int>> _places = [];
    private readonly PriorityQueue<SymbolPair, (long Count, SymbolPair Pair)> _queue = new(new PairOrder());

    /// <summary>Counts the pairs of words.</summary>
    /// <param name="words">Each word's symbols, and how often the word occurs.</param>
    public PairCounts(IReadOnlyList<(string[] Symbols, int Count)> words)
    {
        _words = [.. words.Select(word => word.Symbols)];
        _wordCounts = [.. words.Select(word => word.Count)];
        var changed = new HashSet<SymbolPair>();
        for (int word = 0; word < _words.Length; word++)
        {
            Add(word, sign: 1, changed);
        }

        Queue(changed);
    }

    /// <summary>The most frequent pair; null where none occurs twice.</summary>
    public SymbolPair? MostFrequent()
    {
        while (_queue.TryPeek(out SymbolPair pair, out (long Count, SymbolPair Pair) entry))
        {
            if (_counts.GetValueOrDefault(pair) == entry.Count)
            {
                return entry.Count > 1 ? pair : null;
            }

            _queue.Dequeue();
        }

        return null;
    }

    /// <summary>Makes one symbol of a pair wherever it stands, from each word's beginning to its end.</summary>
    public void Merge(SymbolPair pair)
    {
        var changed = new HashSet<SymbolPair>();
        foreach (int word in _places[pair].ToArray())
        {
            Add(word, sign: -1, changed);
            _words[word] = Merged(_words[word], pair);
            Add(word, sign: 1, changed);
        }

        Queue(changed);
    }

    private void Add(int word, int sign, HashSet<SymbolPair> changed)
    {
        string[] symbols = _words[word];
        for (int index = 1; index < symbols.Length; index++)
        {
            var pair = new SymbolPair(symbols[index - 1], symbols[index]);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += sign * _wordCounts[word];
            changed.Add(pair);
            Note(pair, word, sign > 0);
        }
    }

    private void Note(SymbolPair pair, int word, bool holds)
    {
        ref HashSet<int>? places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, pair, out _);
        places ??= [];
        if (holds)
        {
            places.Add(word);
        }
        else
        {
            places.Remove(word);
        }
    }

    private void Queue(HashSet<SymbolPair> changed)
    {
        foreach (SymbolPair pair in changed.Where(pair => _counts[pair] > 0))
        {
            _queue.Enqueue(pair, (_counts[pair], pair));
        }
    }

    private static string[] Merged(string[] symbols, SymbolPair pair)
    {
        var merged = new List<string>(symbols.Length);
        for (int index = 0; index < symbols.Length; index++)
        {
            bool isPair = index + 1 < symbols.Length && symbols[index] == pair.Left && symbols[index + 1] == pair.Right;
            merged.Add(isPair ? pair.Left + pair.Right : symbols[index]);
            index += isPair ? 1 : 0;
        }

        return [.. merged];
    }
}
