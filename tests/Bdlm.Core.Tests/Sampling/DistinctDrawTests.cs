namespace Bdlm.Sampling;

public class DistinctDrawTests
{
    private static readonly double[] Weights = [1, 2, 5, 0, 4];

    [Fact]
    public void Fill_FewExcluded_FirstItemFollowsWeights()
    {
        NegativeRequest request = new(0, 3, new HashSet<int> { 4 });
        ChiSquare.AssertFits(CountFirst(new AliasTable(Weights), request, 30_000, 5), [1, 2, 5, 0, 0]);
    }

    [Fact]
    public void Fill_NearlyAllExcluded_ListedRestFollowsTheSameWeights()
    {
        // Items 0..4 hold one ten-thousandth of the mass, so the tries run out and the rest is listed.
        double[] weights = [.. Weights, .. Enumerable.Repeat(1200.0, 100)];
        NegativeRequest request = new(0, 3, Enumerable.Range(5, 100).Append(4).ToHashSet());
        ChiSquare.AssertFits(CountFirst(new AliasTable(weights), request, 5_000, 105), [1, 2, 5, 0, 0, .. new double[100]]);
    }

    [Fact]
    public void Fill_OnlyWeightlessItemsLeft_DrawsThemLast()
    {
        var table = new AliasTable([1, 0, 0, 0, 3]);
        var counts = new int[5];
        for (int seed = 0; seed < 300; seed++)
        {
            var draw = new int[3];
            DistinctDraw.Fill(table, new NegativeRequest(0, 0, new HashSet<int>()), draw, 0, new Random(seed));
            Assert.Equal(4, draw[0]);
            counts[draw[1]]++;
        }

        ChiSquare.AssertFits(counts, [0, 1, 1, 1, 0]);
    }

    [Fact]
    public void Fill_PartlyFilled_KeepsWhatStandsThere()
    {
        int[] draw = [2, 4, 0, 0];
        DistinctDraw.Fill(new UniformDistribution(6), new NegativeRequest(0, 5, new HashSet<int> { 1 }), draw, 2, new Random(3));
        Assert.Equal([2, 4], draw[..2]);
        Assert.Equal([0, 3], draw[2..].Order());
    }

    private static int[] CountFirst(AliasTable table, NegativeRequest request, int draws, int items)
    {
        var random = new Random(11);
        var counts = new int[items];
        var drawn = new int[1];
        for (int draw = 0; draw < draws; draw++)
        {
            DistinctDraw.Fill(table, request, drawn, 0, random);
            counts[drawn[0]]++;
        }

        return counts;
    }
}
