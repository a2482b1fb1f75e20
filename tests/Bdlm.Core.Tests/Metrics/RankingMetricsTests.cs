using FsCheck.Xunit;

namespace Bdlm.Metrics;

public class RankingMetricsTests
{
    [Theory]
    [InlineData(new[] { 3f, 1f, 2f }, 0, 1)]
    [InlineData(new[] { 3f, 1f, 2f }, 1, 3)]
    [InlineData(new[] { 3f, 1f, 2f }, 2, 2)]
    [InlineData(new[] { 1f, 1f, 1f, 1f }, 0, 4)]
    [InlineData(new[] { 2f, 1f, 1f, 0f }, 2, 3)]
    [InlineData(new[] { float.NaN, 1f, 2f }, 0, 3)]
    [InlineData(new[] { float.NaN, 1f, 2f }, 2, 2)]
    [InlineData(new[] { float.NaN, float.NaN }, 1, 2)]
    [InlineData(new[] { float.NegativeInfinity, 0f }, 1, 1)]
    [InlineData(new[] { float.PositiveInfinity, 0f }, 0, 1)]
    [InlineData(new[] { 5f }, 0, 1)]
    public void Rank_ByHand_CountsDoubtAgainstTheTarget(float[] scores, int target, int expected) =>
        Assert.Equal(expected, RankingMetrics.Rank(scores, target));

    [Theory]
    [InlineData(new[] { 1f, 1f, 1f, 1f }, 0, 2.5)]
    [InlineData(new[] { 2f, 1f, 1f, 0f }, 2, 2.5)]
    [InlineData(new[] { 3f, 1f, 2f }, 2, 2.0)]
    [InlineData(new[] { float.NaN, 1f, 1f }, 1, 2.5)]
    [InlineData(new[] { float.NaN, float.NaN, 1f }, 1, 3.0)]
    public void ExpectedRank_ByHand_CountsTiesHalf(float[] scores, int target, double expected) =>
        Assert.Equal(expected, RankingMetrics.ExpectedRank(scores, target));

    [Property(MaxTest = 200)]
    public void Rank_AnyScores_EqualsAStableSortWithTheTargetLast(int seed)
    {
        (float[] scores, int target) = Scores(seed);
        int worst = Array.IndexOf([.. Order(scores, target, targetFirst: false)], target) + 1;
        int best = Array.IndexOf([.. Order(scores, target, targetFirst: true)], target) + 1;
        Assert.Equal(worst, RankingMetrics.Rank(scores, target));
        Assert.Equal((worst + best) / 2.0, RankingMetrics.ExpectedRank(scores, target));
    }

    [Property(MaxTest = 200)]
    public void Rank_IgnoredItems_EqualsRemovingThem(int seed)
    {
        (float[] scores, int target) = Scores(seed);
        var random = new Random(seed);
        HashSet<int> ignored = [.. Enumerable.Range(0, scores.Length).Where(item => item != target && random.Next(2) == 0)];
        int[] kept = [.. Enumerable.Range(0, scores.Length).Where(item => !ignored.Contains(item))];
        Assert.Equal(
            RankingMetrics.Rank(kept.Select(item => scores[item]).ToArray(), Array.IndexOf(kept, target)),
            RankingMetrics.Rank(scores, target, ignored));
    }

    [Fact]
    public void Rank_BadTarget_Throws()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Rank([1f, 2f], 2));
        Assert.StartsWith("target is 2; expected a place in the scores, [0, 2). Give CandidateList.TargetIndex with the scores of its items.", error.Message);
        var ignored = Assert.Throws<ArgumentException>(() => RankingMetrics.Rank([1f, 2f], 1, new HashSet<int> { 1 }));
        Assert.StartsWith("ignored holds the target 1; expected a set without it. Ignore the items that were known before the target.", ignored.Message);
        var outside = Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Rank([1f, 2f], 1, new HashSet<int> { 2 }));
        Assert.StartsWith("ignored holds 2; expected places in [0, 2). Score the whole catalogue.", outside.Message);
    }

    [Fact]
    public void Means_ByHand_AreRight()
    {
        int[] ranks = [1, 3, 20, 2];
        Assert.Equal(0.25, RankingMetrics.HitRate(ranks, 1));
        Assert.Equal(0.5, RankingMetrics.HitRate(ranks, 2));
        Assert.Equal((1 + (1 / Math.Log2(3))) / 4, RankingMetrics.Ndcg(ranks, 2), 1e-15);
        Assert.Equal((1 + 0.5 + (1 / Math.Log2(3))) / 4, RankingMetrics.Ndcg(ranks, 5), 1e-15);
        Assert.Equal((1 + (1.0 / 3) + 0.05 + 0.5) / 4, RankingMetrics.MeanReciprocalRank(ranks), 1e-15);
    }

    [Property(MaxTest = 100)]
    public void Ndcg_AnyRanks_EqualsGainOverIdealGain(int seed)
    {
        var random = new Random(seed);
        int[] ranks = [.. Enumerable.Range(0, 30).Select(_ => random.Next(1, 21))];
        int k = random.Next(1, 21);
        double expected = ranks.Average(rank =>
        {
            double[] relevance = [.. Enumerable.Range(1, 20).Select(place => place == rank ? 1.0 : 0)];
            double gain = relevance.Take(k).Select((value, index) => value / Math.Log2(index + 2)).Sum();
            double ideal = relevance.OrderDescending().Take(k).Select((value, index) => value / Math.Log2(index + 2)).Sum();
            return gain / ideal;
        });
        Assert.Equal(expected, RankingMetrics.Ndcg(ranks, k), 1e-12);
        Assert.Equal(ranks.Count(rank => rank <= k) / 30.0, RankingMetrics.HitRate(ranks, k), 1e-12);
    }

    [Fact]
    public void Means_BadArguments_Throw()
    {
        Assert.StartsWith(
            "ranks is empty; expected at least one value. Check that the evaluated stage has users.",
            Assert.Throws<ArgumentException>(() => RankingMetrics.HitRate([], 1)).Message);
        Assert.StartsWith(
            "k is 0; expected at least 1. HR@1 asks whether the target comes first.",
            Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Ndcg([1], 0)).Message);
        Assert.StartsWith(
            "rank is 0; expected at least 1. Ranks come from RankingMetrics.Rank, and the best is 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.MeanReciprocalRank([0])).Message);
    }

    private static (float[] Scores, int Target) Scores(int seed)
    {
        // Few different values, so that ties are common.
        var random = new Random(seed);
        float[] scores = [.. Enumerable.Range(0, random.Next(1, 25)).Select(_ => random.Next(6) - 2f)];
        return (scores, random.Next(scores.Length));
    }

    private static IEnumerable<int> Order(float[] scores, int target, bool targetFirst) => Enumerable.Range(0, scores.Length)
        .OrderByDescending(item => scores[item])
        .ThenBy(item => item == target == targetFirst ? 0 : 1);
}
