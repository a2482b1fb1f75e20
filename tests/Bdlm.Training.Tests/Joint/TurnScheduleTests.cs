using FsCheck.Xunit;

namespace Bdlm.Joint;

public sealed class TurnScheduleTests
{
    [Fact]
    public void AlternatingTurns_OfOneBatch_LThenDOnEach() => Assert.Equal(
        [new Turn(Side.Language, 0), new Turn(Side.Domain, 0), new Turn(Side.Language, 1), new Turn(Side.Domain, 1)],
        new AlternatingTurns().Plan(2));

    [Fact]
    public void AlternatingTurns_OfTwoBatches_KeepsTheShorterRestTogether() => Assert.Equal(
        [
            new Turn(Side.Language, 0), new Turn(Side.Language, 1), new Turn(Side.Domain, 0), new Turn(Side.Domain, 1),
            new Turn(Side.Language, 2), new Turn(Side.Domain, 2),
        ],
        new AlternatingTurns(2).Plan(3));

    [Fact]
    public void WholeEpochs_AllOfLThenAllOfD() => Assert.Equal(
        [new Turn(Side.Language, 0), new Turn(Side.Language, 1), new Turn(Side.Domain, 0), new Turn(Side.Domain, 1)],
        AlternatingTurns.WholeEpochs.Plan(2));

    [Fact]
    public void OneSideTurns_OnlyThatSide() => Assert.Equal(
        [new Turn(Side.Domain, 0), new Turn(Side.Domain, 1)],
        new OneSideTurns(Side.Domain).Plan(2));

    [Property]
    public bool AlternatingTurns_EverySideSeesEveryBatchOnceAndLComesFirst(byte batches, byte length)
    {
        IReadOnlyList<Turn> plan = new AlternatingTurns(length + 1).Plan(batches);
        List<Turn> order = [.. plan];
        return plan.Count == 2 * batches
            && plan.Distinct().Count() == plan.Count
            && Enumerable.Range(0, batches).All(batch => order.IndexOf(new Turn(Side.Language, batch)) < order.IndexOf(new Turn(Side.Domain, batch)));
    }

    [Fact]
    public void AlternatingTurns_OfNoBatch_Throws()
    {
        ArgumentOutOfRangeException fault = Assert.Throws<ArgumentOutOfRangeException>(() => new AlternatingTurns(0));
        Assert.Contains("batchesPerTurn is 0; expected at least 1. Use AlternatingTurns.WholeEpochs", fault.Message);
    }
}
