namespace Bdlm.Joint;

/// <summary>
/// The sides take turns of equal length: L steps on the next k batches, then D on the same ones, until the epoch is over
/// (decision 6). Both sides see every batch once an epoch.
/// </summary>
public sealed class AlternatingTurns : ITurnSchedule
{
    private readonly int _batchesPerTurn;

    /// <summary>Makes a schedule.</summary>
    /// <param name="batchesPerTurn">k, at least 1; 1 is the paper's reading. <see cref="WholeEpochs"/> for turns of an epoch.</param>
    public AlternatingTurns(int batchesPerTurn = 1)
    {
        if (batchesPerTurn < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchesPerTurn), $"batchesPerTurn is {batchesPerTurn}; expected at least 1. Use AlternatingTurns.WholeEpochs for turns of an epoch.");
        }

        _batchesPerTurn = batchesPerTurn;
    }

    /// <summary>Turns of a whole epoch.</summary>
    public static AlternatingTurns WholeEpochs { get; } = new(int.MaxValue);

    /// <inheritdoc/>
    public IReadOnlyList<Turn> Plan(int batchCount)
    {
        var plan = new List<Turn>(2 * batchCount);
        foreach (int[] batches in Enumerable.Range(0, batchCount).Chunk(Math.Min(_batchesPerTurn, Math.Max(1, batchCount))))
        {
            plan.AddRange(batches.Select(batch => new Turn(Side.Language, batch)));
            plan.AddRange(batches.Select(batch => new Turn(Side.Domain, batch)));
        }

        return plan;
    }
}
