namespace Bdlm.Joint;

/// <summary>Who steps when.</summary>
public interface ITurnSchedule
{
    /// <summary>The turns of an epoch in order. The plan depends on the number of batches alone.</summary>
    /// <param name="batchCount">The number of batches in the epoch.</param>
    IReadOnlyList<Turn> Plan(int batchCount);
}
