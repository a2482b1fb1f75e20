using Bdlm.Data;

namespace Bdlm.Sampling;

public class UserPositivesTests
{
    private static readonly DataSplit Split = new(
        SmallSplits.Train(2, 6, (0, 5), (0, 1), (0, 5), (1, 2)),
        [new HeldOutInteraction(0, 3, 10)],
        [new HeldOutInteraction(0, 0, 11)]);

    [Fact]
    public void OfAll_EverySplit_GivesTheUnionWithoutRepetition()
    {
        var positives = UserPositives.OfAll(Split);
        Assert.Equal([0, 1, 3, 5], positives[0]);
        Assert.Equal([2], positives[1]);
        Assert.Equal((2, 6), (positives.UserCount, positives.ItemCount));
    }

    [Fact]
    public void OfTraining_HeldOutRows_AreNotSeen() => Assert.Equal([1, 5], UserPositives.OfTraining(Split.Train)[0]);

    [Fact]
    public void Indexer_UnknownUser_Throws()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => UserPositives.OfTraining(Split.Train)[2]);
        Assert.StartsWith("user is 2; expected a dense id in [0, 2). Map original ids through the IdMap, and use the split that this object was made for.", error.Message);
    }
}
