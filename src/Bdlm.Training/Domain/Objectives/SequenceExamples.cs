using Bdlm.Data;
using Bdlm.Recommending;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>
/// Stretches of users' training items, read as a history with a next item at each of its places: of each user with at least two
/// items the newest stretch, or where windows are asked for, older ones as well.
/// </summary>
internal sealed class SequenceExamples
{
    private readonly TrainView _train;
    private readonly int _maxLength;
    private readonly SequenceOrder _order;
    private readonly (int User, int End)[] _known;
    private readonly (int User, int End)[] _chosen;
    private readonly int[] _starts;
    private int[] _negatives = [];
    private int _negativesEach;

    /// <summary>Finds the stretches.</summary>
    /// <param name="train">The training interactions.</param>
    /// <param name="maxLength">The most places of a history.</param>
    /// <param name="order">Which stretches make an epoch.</param>
    public SequenceExamples(TrainView train, int maxLength, SequenceOrder order)
    {
        (_train, _maxLength, _order) = (train, maxLength, order);
        _known = [.. Enumerable.Range(0, train.UserCount).SelectMany(Ends)];
        _chosen = [.. _known];
        _starts = new int[_known.Length + 1];
    }

    /// <summary>The number of examples.</summary>
    public int Count => _known.Length;

    /// <summary>Chooses the stretches of an epoch, and draws some negatives for each place where they are wanted; by the seed alone.</summary>
    public void Begin(int seed, TrainingNegatives? negatives, int each)
    {
        var random = new Random(seed);
        Choose(random);
        for (int example = 0; example < Count; example++)
        {
            _starts[example + 1] = _starts[example] + PlacesOf(example);
        }

        if (negatives is not null)
        {
            Draw(negatives, each, random);
        }
    }

    /// <summary>The histories of some examples: all items but the last.</summary>
    public HistoryBatch Histories(int start, int count, Device device)
    {
        int[] lengths = [.. Enumerable.Range(start, count).Select(PlacesOf)];
        int width = lengths.Max();
        var ids = new long[count * width];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<int> items = Items(start + row);
            for (int place = 0; place < lengths[row]; place++)
            {
                ids[(row * width) + place] = items[place];
            }
        }

        return new HistoryBatch(ids, lengths, device);
    }

    /// <summary>The next item at each real place, row after row.</summary>
    public long[] Targets(int start, int count)
    {
        var targets = new long[_starts[start + count] - _starts[start]];
        int index = 0;
        for (int example = start; example < start + count; example++)
        {
            foreach (int item in Items(example)[1..])
            {
                targets[index++] = item;
            }
        }

        return targets;
    }

    /// <summary>The negatives of each real place, in the order of <see cref="Targets"/>.</summary>
    public ReadOnlySpan<int> Negatives(int start, int count) =>
        _negatives.AsSpan((_starts[start] * _negativesEach)..(_starts[start + count] * _negativesEach));

    // The ends of a user's stretches, newest first: each begins at the item that the one before it ends with.
    private IEnumerable<(int User, int End)> Ends(int user)
    {
        int oldest = _order == SequenceOrder.EveryWindow ? 2 : Math.Max(2, _train.ItemsOf(user).Length);
        for (int end = _train.ItemsOf(user).Length; end >= oldest; end -= _maxLength)
        {
            yield return (user, end);
        }
    }

    private void Choose(Random random)
    {
        _known.CopyTo(_chosen, 0);
        if (_order != SequenceOrder.DrawnUsers)
        {
            random.Shuffle(_chosen);
            return;
        }

        for (int example = 0; example < _chosen.Length; example++)
        {
            _chosen[example] = _known[random.Next(_known.Length)];
        }
    }

    private void Draw(TrainingNegatives negatives, int each, Random random)
    {
        _negativesEach = each;
        _negatives = new int[_starts[^1] * each];
        int[] users = new int[_starts[^1]];
        int[] targets = new int[_starts[^1]];
        for (int example = 0; example < Count; example++)
        {
            users.AsSpan(_starts[example].._starts[example + 1]).Fill(_chosen[example].User);
            Items(example)[1..].CopyTo(targets.AsSpan(_starts[example]));
        }

        negatives.Fill(users, targets, _negatives, random);
    }

    private int PlacesOf(int example) => Math.Min(_chosen[example].End - 1, _maxLength);

    private ReadOnlySpan<int> Items(int example)
    {
        (int user, int end) = _chosen[example];
        return _train.ItemsOf(user)[(end - PlacesOf(example) - 1)..end];
    }
}
