using Bdlm.Data;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

public sealed class TransitionCountsTests
{
    // User 0 took 0, 1, 2; user 1 took 0, 1; user 2 took 3.
    private static readonly TrainView Train = new(3, 5, [0, 0, 0, 1, 1, 2], [0, 1, 2, 0, 1, 3], [1, 2, 3, 1, 2, 1]);

    [Fact]
    public void Score_ByHand_IsTheSmoothedShareOfFollowers()
    {
        var counts = TransitionCounts.Create(new TransitionOptions { Reach = 2, Fading = 0.5, Smoothing = 2 }, Train);
        var scores = new float[3];
        counts.Score(0, [0, 1], [2, 1, 4], scores);

        // Followers of 1: 2 once. Of 0: 1 twice, and 2 once at distance two, which counts ½. p = (count + 1) / (6 + 5).
        double p2 = 2.0 / 11;
        double p1 = 3.0 / 11;
        double p4 = 1.0 / 11;
        double[] expected =
        [
            Math.Log(((1 + (2 * p2)) / 3) + (0.5 * (0.5 + (2 * p2)) / 4.5)),
            Math.Log((2 * p1 / 3) + (0.5 * (2 + (2 * p1)) / 4.5)),
            Math.Log((2 * p4 / 3) + (0.5 * 2 * p4 / 4.5)),
        ];
        Assert.Equal(expected, scores.Select(score => (double)score), (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Fact]
    public void Score_NoHistory_IsPopularity()
    {
        var counts = TransitionCounts.Create(new TransitionOptions(), Train);
        var scores = new float[2];
        counts.Score(2, [], [1, 4], scores);
        Assert.Equal(Math.Log(3.0 / 11), scores[0], 5);
        Assert.Equal(Math.Log(1.0 / 11), scores[1], 5);
        Assert.Equal(5, counts.ItemCount);
    }
}
