using Bdlm.Recommending;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>The windows of one epoch in a random order, with fresh masks: what is shown, where is asked, and what is right.</summary>
internal sealed class ClozeExamples
{
    private readonly int _itemCount;
    private readonly int _maskId;
    private readonly ClozeObjectiveOptions _options;
    private readonly long[][] _shown;
    private readonly int[][] _places;
    private readonly int[][] _answers;
    private readonly int[] _starts;
    private readonly int[] _negatives = [];

    /// <summary>Masks the windows; it depends on the seed alone.</summary>
    public ClozeExamples(ClozeWindows windows, int itemCount, int maskId, ClozeObjectiveOptions options, TrainingNegatives? negatives, int seed)
    {
        (_itemCount, _maskId, _options) = (itemCount, maskId, options);
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, windows.Count)];
        random.Shuffle(order);
        _shown = new long[order.Length][];
        _places = new int[order.Length][];
        _answers = new int[order.Length][];
        for (int example = 0; example < order.Length; example++)
        {
            Mask(example, windows[order[example]], random);
        }

        _starts = Starts();
        if (negatives is not null)
        {
            _negatives = Draw(negatives, [.. order.Select(windows.UserOf)], random);
        }
    }

    /// <summary>The sequences of some examples with their masks.</summary>
    public HistoryBatch Sequences(int start, int count, Device device)
    {
        int[] lengths = [.. _shown.Skip(start).Take(count).Select(items => items.Length)];
        int width = lengths.Max();
        var ids = new long[count * width];
        for (int row = 0; row < count; row++)
        {
            _shown[start + row].CopyTo(ids, row * width);
        }

        return new HistoryBatch(ids, lengths, device);
    }

    /// <summary>Row · width + place of everything that is asked.</summary>
    public long[] Places(int start, int count, int width) =>
        [.. Enumerable.Range(0, count).SelectMany(row => _places[start + row].Select(place => ((long)row * width) + place))];

    /// <summary>The items that stood there, in the same order.</summary>
    public long[] Answers(int start, int count) =>
        [.. Enumerable.Range(start, count).SelectMany(example => _answers[example].Select(item => (long)item))];

    /// <summary>The negatives of each answer, in the order of <see cref="Answers"/>.</summary>
    public ReadOnlySpan<int> Negatives(int start, int count) =>
        _negatives.AsSpan((_starts[start] * _options.NegativesPerMask)..(_starts[start + count] * _options.NegativesPerMask));

    private int[] Starts()
    {
        var starts = new int[_answers.Length + 1];
        for (int example = 0; example < _answers.Length; example++)
        {
            starts[example + 1] = starts[example] + _answers[example].Length;
        }

        return starts;
    }

    private int[] Draw(TrainingNegatives negatives, int[] userOfExample, Random random)
    {
        int[] users = [.. userOfExample.SelectMany((user, example) => Enumerable.Repeat(user, _answers[example].Length))];
        var drawn = new int[users.Length * _options.NegativesPerMask];
        negatives.Fill(users, [.. _answers.SelectMany(items => items)], drawn, random);
        return drawn;
    }

    private void Mask(int example, ReadOnlySpan<int> items, Random random)
    {
        int[] places = random.NextDouble() < _options.LastItemShare ? [items.Length - 1] : Draw(items.Length, random);
        var shown = new long[items.Length];
        var answers = new int[places.Length];
        for (int place = 0; place < shown.Length; place++)
        {
            shown[place] = items[place];
        }

        for (int index = 0; index < places.Length; index++)
        {
            answers[index] = items[places[index]];
            shown[places[index]] = Replacement(answers[index], random);
        }

        (_shown[example], _places[example], _answers[example]) = (shown, places, answers);
    }

    private int[] Draw(int length, Random random)
    {
        int wanted = Math.Max(1, (int)Math.Round(length * _options.MaskShare, MidpointRounding.AwayFromZero));
        int[] places = [.. Enumerable.Range(0, length)];
        random.Shuffle(places);
        int[] drawn = places[..Math.Min(wanted, _options.MaxMasks)];
        Array.Sort(drawn);
        return drawn;
    }

    private int Replacement(int item, Random random)
    {
        if (random.NextDouble() < _options.MaskTokenShare)
        {
            return _maskId;
        }

        return random.NextDouble() < 0.5 ? item : random.Next(_itemCount);
    }
}
