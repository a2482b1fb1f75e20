using FsCheck.Xunit;

namespace Bdlm.Metrics;

public class ClassificationMetricsTests
{
    [Fact]
    public void UserAuc_ByHand_IsTheMeanOverUsersWithBothClasses()
    {
        // User 4: both positives above the negative, 1; user 9: one of two pairs right, one tied, 3/4; user 5 has positives alone.
        int[] users = [4, 9, 4, 9, 5, 4, 9];
        float[] scores = [3, 2, 2, 1, 0, 1, 2];
        bool[] labels = [true, true, true, false, true, false, false];
        Assert.Equal((1 + 0.75) / 2, ClassificationMetrics.UserAuc(users, scores, labels), 12);
        Assert.StartsWith("labels holds no user with a positive and a negative;", Assert.Throws<ArgumentException>(() => ClassificationMetrics.UserAuc([1, 2], [1, 2], [true, false])).Message);
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.UserAuc([1], [1, 2], [true, false]));
    }

    [Fact]
    public void AtThreshold_ByHand_CountsAndRates()
    {
        ClassificationResult result = ClassificationMetrics.AtThreshold([0.9f, 0.5f, 0.4f, 0.7f, 0.1f], [true, true, true, false, false], 0.5);
        Assert.Equal(new ClassificationResult(0.5, 2, 1, 1, 1), result);
        Assert.Equal(2.0 / 3, result.Precision, 1e-15);
        Assert.Equal(2.0 / 3, result.Recall, 1e-15);
        Assert.Equal(2.0 / 3, result.F1, 1e-15);
        Assert.Equal(0.6, result.Accuracy, 1e-15);
        Assert.Equal("precision 0.6667, recall 0.6667, F1 0.6667, accuracy 0.6000 at 0.5 (n = 5)", result.ToString());
    }

    [Fact]
    public void AtThreshold_NothingCalledPositive_GivesZeros()
    {
        ClassificationResult result = ClassificationMetrics.AtThreshold([0f, 0f], [true, false], 1);
        Assert.Equal((0.0, 0.0, 0.0, 0.5), (result.Precision, result.Recall, result.F1, result.Accuracy));
        Assert.Equal(0, ClassificationMetrics.AtThreshold([0f], [false], 1).Recall);
        Assert.Equal(0, default(ClassificationResult).Accuracy);
    }

    [Fact]
    public void AtThreshold_NaNScores_CountAgainstTheModel()
    {
        ClassificationResult result = ClassificationMetrics.AtThreshold([float.NaN, float.NaN], [true, false], 0);
        Assert.Equal(new ClassificationResult(0, 0, 1, 0, 1), result);
        Assert.Equal(0, ClassificationMetrics.Auc([float.NaN, float.NaN], [true, false]));
        Assert.Equal(0, ClassificationMetrics.Auc([float.NaN, 1f], [true, false]));
        Assert.Equal(0, ClassificationMetrics.Auc([1f, float.NaN], [true, false]));
    }

    [Theory]
    [InlineData(new[] { 3f, 2f, 1f }, new[] { true, true, false }, 1.0)]
    [InlineData(new[] { 3f, 2f, 1f }, new[] { false, true, true }, 0.0)]
    [InlineData(new[] { 1f, 1f, 1f }, new[] { false, true, true }, 0.5)]
    [InlineData(new[] { 1f, 2f, 1f, 0f }, new[] { true, false, false, false }, 0.5)]
    [InlineData(new[] { 0f, -0f }, new[] { true, false }, 0.5)]
    public void Auc_ByHand_CountsTiesHalf(float[] scores, bool[] labels, double expected) =>
        Assert.Equal(expected, ClassificationMetrics.Auc(scores, labels));

    [Property(MaxTest = 200)]
    public void Auc_AnyScores_EqualsAllPairsCompared(int seed)
    {
        (float[] scores, bool[] labels) = Sample(seed);
        double won = 0;
        double pairs = 0;
        for (int first = 0; first < scores.Length; first++)
        {
            for (int second = 0; second < scores.Length; second++)
            {
                if (labels[first] && !labels[second])
                {
                    won += scores[first] > scores[second] ? 1 : scores[first] == scores[second] ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        Assert.Equal(won / pairs, ClassificationMetrics.Auc(scores, labels), 1e-12);
    }

    [Property(MaxTest = 200)]
    public void ChooseThreshold_AnyScores_IsTheBestOfAllThresholds(int seed)
    {
        (float[] scores, bool[] labels) = Sample(seed);
        ClassificationResult chosen = ClassificationMetrics.ChooseThreshold(scores, labels);
        double best = scores.Max(score => ClassificationMetrics.AtThreshold(scores, labels, score).F1);
        Assert.Equal(best, chosen.F1);
        Assert.Equal(chosen, ClassificationMetrics.AtThreshold(scores, labels, chosen.Threshold));
    }

    [Fact]
    public void ChooseThreshold_ByHand_LiesHalfWay()
    {
        Assert.Equal(new ClassificationResult(2.5, 2, 0, 2, 0), ClassificationMetrics.ChooseThreshold([1f, 4f, 3f, 2f], [false, true, true, false]));

        // All called positive: there is no lower score to keep away from.
        Assert.Equal(1, ClassificationMetrics.ChooseThreshold([1f, 2f], [true, false]).Threshold);

        // Thresholds 3.5 and 1.5 both give F1 2/3; the higher one is taken.
        Assert.Equal(3.5, ClassificationMetrics.ChooseThreshold([4f, 3f, 2f, 1f], [true, false, false, true]).Threshold);
        Assert.Equal(0, ClassificationMetrics.ChooseThreshold([0f, float.NegativeInfinity], [true, false]).Threshold);
    }

    [Fact]
    public void Metrics_BadArguments_Throw()
    {
        Assert.StartsWith(
            "scores holds 2 and labels 1 values; expected equal lengths. Give both in the same order of users.",
            Assert.Throws<ArgumentException>(() => ClassificationMetrics.Auc([1f, 2f], [true])).Message);
        Assert.StartsWith("scores is empty; expected at least one value.", Assert.Throws<ArgumentException>(() => ClassificationMetrics.Auc([], [])).Message);
        Assert.StartsWith(
            "labels holds 1 positives and 0 negatives; expected at least one of each. AUC compares the two classes.",
            Assert.Throws<ArgumentException>(() => ClassificationMetrics.Auc([1f], [true])).Message);
        Assert.StartsWith(
            "labels holds no positive; expected at least one to choose a threshold by F1. Check the labels.",
            Assert.Throws<ArgumentException>(() => ClassificationMetrics.ChooseThreshold([1f], [false])).Message);
        Assert.StartsWith(
            "threshold is NaN; expected a number. Use 0 for logits, 0.5 for probabilities, or ChooseThreshold.",
            Assert.Throws<ArgumentException>(() => ClassificationMetrics.AtThreshold([1f], [true], double.NaN)).Message);
    }

    private static (float[] Scores, bool[] Labels) Sample(int seed)
    {
        var random = new Random(seed);
        int count = random.Next(2, 40);
        bool[] labels = [true, false, .. Enumerable.Range(2, count).Select(_ => random.Next(2) == 0)];
        return ([.. labels.Select(_ => random.Next(8) / 4f)], labels);
    }
}
