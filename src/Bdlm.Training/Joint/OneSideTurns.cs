namespace Bdlm.Joint;

/// <summary>
/// Only one side steps: for the ablation without joint learning, where the sides train one after the other. The domain side
/// alone reads h from the language side as it is.
/// </summary>
/// <param name="side">Who steps.</param>
public sealed class OneSideTurns(Side side) : ITurnSchedule
{
    /// <inheritdoc/>
    public IReadOnlyList<Turn> Plan(int batchCount) => [.. Enumerable.Range(0, batchCount).Select(batch => new Turn(side, batch))];
}
