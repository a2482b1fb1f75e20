using FsCheck.Xunit;

namespace Bdlm.Recommendations;

public class BestItemsTests
{
    [Property]
    public void Of_AnyScores_AreTheFirstOfAStableSort(byte[] levels, byte count)
    {
        // Few levels, so that many scores are equal.
        float[] scores = [.. levels.Select(level => (float)(level % 5))];
        int[] items = [.. Enumerable.Range(0, scores.Length)];
        int wanted = 1 + (count % 20);
        int[] expected = [.. items.OrderByDescending(item => scores[item]).Take(wanted)];
        Assert.Equal(expected, BestItems.Of(items, item => scores[item], wanted).Select(found => found.Item));
    }

    [Fact]
    public void Of_NotANumber_Throws() =>
        Assert.StartsWith("the score of item 1 is not a number.", Assert.Throws<ArithmeticException>(() => BestItems.Of([0, 1], item => item == 1 ? float.NaN : 0, 1)).Message, StringComparison.Ordinal);
}
