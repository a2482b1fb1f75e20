using Bdlm.Data.Reading;
using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>
/// Aligned samples whose labels are given, such as likes and dislikes: every row once an epoch, in random order, with the history that it came with.
/// An epoch depends on the seed and its number alone.
/// </summary>
public sealed class LabelledSamples : IAlignedSamples
{
    private readonly AlignedSample[] _samples;
    private readonly int[][] _histories;
    private readonly int _seed;

    /// <summary>Takes the rows as they are at present.</summary>
    /// <param name="rows">Users, items, judgements and histories; at least one.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is empty.</exception>
    public LabelledSamples(IReadOnlyList<Preference> rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("rows is empty; expected at least one. Give the training part.", nameof(rows));
        }

        _samples = [.. rows.Select((row, index) => new AlignedSample(row.User, index, row.Item, row.Liked))];
        _histories = [.. rows.Select(row => row.History.ToArray())];
        _seed = seed;
    }

    /// <inheritdoc/>
    public int SamplesPerEpoch => _samples.Length;

    /// <inheritdoc/>
    public int BatchLength(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return batchSize;
    }

    /// <inheritdoc/>
    public AlignedSample[] Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        AlignedSample[] samples = [.. _samples];
        new Random(StepSeed.For(_seed, 1, epoch)).Shuffle(samples);
        return samples;
    }

    /// <inheritdoc/>
    public int[] HistoryOf(AlignedSample sample) => (uint)sample.Position < (uint)_histories.Length
        ? [.. _histories[sample.Position]]
        : throw new ArgumentOutOfRangeException(nameof(sample), $"sample has position {sample.Position}; expected one below {_histories.Length}, that of a row. Pass samples that Epoch gave.");
}
