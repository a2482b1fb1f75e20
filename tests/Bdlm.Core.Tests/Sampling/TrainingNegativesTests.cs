using Bdlm.Data;

namespace Bdlm.Sampling;

public class TrainingNegativesTests
{
    private static readonly DataSplit Split = SmallSplits.LeaveOneOut(3, 5, 20, 8);

    [Fact]
    public void Fill_Batch_DrawsKForEachPairWithoutHeldOutItems()
    {
        var positives = UserPositives.OfAll(Split);
        var negatives = new TrainingNegatives(positives, new UniformNegativeSampler(Split.Train));
        int[] users = [4, 0, 4];
        int[] items = [Split.Train.ItemsOf(4)[0], Split.Train.ItemsOf(0)[1], Split.Train.ItemsOf(4)[2]];
        var drawn = new int[12];
        negatives.Fill(users, items, drawn, new Random(2));
        for (int pair = 0; pair < users.Length; pair++)
        {
            SmallSplits.AssertValid(drawn.AsSpan(pair * 4, 4), items[pair], positives[users[pair]], 20);
        }
    }

    [Fact]
    public void Fill_TrainingPositivesOnly_CanDrawHeldOutItems()
    {
        var negatives = new TrainingNegatives(UserPositives.OfTraining(Split.Train), new UniformNegativeSampler(Split.Train));
        var drawn = new int[14];
        negatives.Fill([1], [Split.Train.ItemsOf(1)[0]], drawn, new Random(2));
        Assert.Contains(Split.Test[1].Item, drawn);
    }

    [Fact]
    public void Fill_EmptyBatch_DrawsNothing() =>
        new TrainingNegatives(UserPositives.OfAll(Split), new UniformNegativeSampler(Split.Train)).Fill([], [], [], new Random(0));

    [Fact]
    public void Fill_LengthsThatDoNotFit_Throw()
    {
        var negatives = new TrainingNegatives(UserPositives.OfAll(Split), new UniformNegativeSampler(Split.Train));
        var pairs = Assert.Throws<ArgumentException>(() => negatives.Fill([1, 2], [3], new int[2], new Random(0)));
        Assert.StartsWith("userIds holds 2 and positiveIds 1 ids; expected equal lengths. Give one of each a pair.", pairs.Message);
        var places = Assert.Throws<ArgumentException>(() => negatives.Fill([1, 2], [3, 4], new int[3], new Random(0)));
        Assert.StartsWith("negatives holds 3 places; expected a multiple of the 2 pairs. Give k places a pair.", places.Message);
        Assert.Throws<ArgumentException>(() => negatives.Fill([], [], new int[3], new Random(0)));
    }
}
