using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class CandidateSetBuilderTests
{
    [Property(MaxTest = 40)]
    public void Build_AnySplit_AsksForEachTargetOnceAmongUnknownItems(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed);
        var sampler = MixedNegativeSampler.Create(split.Train, SmallSplits.Catalog(seed, 60));
        var set = CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: seed);
        var positives = UserPositives.OfAll(split);
        Assert.Equal(split.Test.Select(target => (target.User, target.Item)), set.Lists.Select(list => (list.User, list.Target)));
        Assert.All(set.Lists, list =>
        {
            Assert.Equal(20, list.Items.Count);
            int[] negatives = [.. list.Items.Where(item => item != list.Target)];
            Assert.Equal(19, negatives.Length);
            SmallSplits.AssertValid(negatives, list.Target, positives[list.User], 60);
        });
    }

    [Fact]
    public void Build_SameArguments_GiveTheSameHash()
    {
        DataSplit split = SmallSplits.LeaveOneOut(5);
        var sampler = new UniformNegativeSampler(split.Train);
        string hash = CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, 19, 1).Hash;
        Assert.Equal(hash, CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, 19, 1).Hash);
        Assert.NotEqual(hash, CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, 19, 2).Hash);
        Assert.NotEqual(hash, CandidateSetBuilder.Build(split, HeldOutStage.Validation, sampler, 19, 1).Hash);
    }

    [Fact]
    public void Build_ManyTargets_StandAtEveryPlaceAlike()
    {
        DataSplit split = SmallSplits.LeaveOneOut(6, 2_000, 40, 5);
        var set = CandidateSetBuilder.Build(split, HeldOutStage.Test, new UniformNegativeSampler(split.Train), 9, 3);
        var counts = new int[10];
        foreach (CandidateList list in set.Lists)
        {
            counts[list.TargetIndex]++;
        }

        ChiSquare.AssertFits(counts, [.. Enumerable.Repeat(1.0, 10)]);
    }

    [Fact]
    public void Build_Description_NamesStageSamplerAndSeed()
    {
        DataSplit split = SmallSplits.LeaveOneOut(5);
        var set = CandidateSetBuilder.Build(split, HeldOutStage.Validation, new UniformNegativeSampler(split.Train), 4, 9);
        Assert.Equal("Validation: 1 + 4, uniform, seed 9", set.Description);
        Assert.Equal((HeldOutStage.Validation, 12, 60), (set.Stage, set.UserCount, set.ItemCount));
    }

    [Fact]
    public void Build_BadArguments_Throw()
    {
        DataSplit split = SmallSplits.LeaveOneOut(5);
        var sampler = new UniformNegativeSampler(split.Train);
        var none = Assert.Throws<ArgumentOutOfRangeException>(() => CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, 0));
        Assert.StartsWith("negatives is 0; expected at least 1. The paper uses 19.", none.Message);
        var empty = Assert.Throws<ArgumentException>(() => CandidateSetBuilder.Build(new DataSplit(split.Train, [], split.Test), HeldOutStage.Validation, sampler));
        Assert.StartsWith("split holds no Validation target; expected at least one. Split the log so that Validation rows are held out.", empty.Message);
        var stage = Assert.Throws<ArgumentOutOfRangeException>(() => CandidateSetBuilder.Build(split, (HeldOutStage)7, sampler));
        Assert.StartsWith("stage is 7; expected Validation or Test. Name one of the two.", stage.Message);
    }

    [Fact]
    public void Build_TooFewItems_NamesTheUser()
    {
        DataSplit split = SmallSplits.LeaveOneOut(5, 3, 20, 6);
        var error = Assert.Throws<InvalidOperationException>(() => CandidateSetBuilder.Build(split, HeldOutStage.Test, new UniformNegativeSampler(split.Train)));
        Assert.StartsWith("user 0 asks for 19 negatives", error.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(60)]
    public void Build_SamplerBreaksItsContract_Throws(int item)
    {
        DataSplit split = SmallSplits.LeaveOneOut(5);
        var error = Assert.Throws<InvalidOperationException>(() => CandidateSetBuilder.Build(split, HeldOutStage.Test, new Fixed(item), 1));
        Assert.Equal($"the sampler \"Fixed\" drew item {item} for user 0, which is excluded, drawn already or no item. Mend the sampler: its contract is INegativeSampler.Sample.", error.Message);
    }

    [Fact]
    public void Build_SamplerDrawsPositiveOrTwice_Throws()
    {
        DataSplit split = SmallSplits.LeaveOneOut(5);
        Assert.Throws<InvalidOperationException>(() => CandidateSetBuilder.Build(split, HeldOutStage.Test, new Fixed(split.Validation[0].Item), 1));
        int free = Enumerable.Range(0, 60).First(item => !UserPositives.OfAll(split)[0].Contains(item));
        Assert.Throws<InvalidOperationException>(() => CandidateSetBuilder.Build(split, HeldOutStage.Test, new Fixed(free), 2));
    }

    private sealed class Fixed(int item) : INegativeSampler
    {
        public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random) => negatives.Fill(item);
    }
}
