using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class AliasTableTests
{
    [Fact]
    public void Draw_KnownWeights_FrequenciesFit()
    {
        double[] weights = [1, 0, 7, 2, 0.5, 20, 1, 3];
        var table = new AliasTable(weights);
        ChiSquare.AssertFits(Count(table, 100_000, 1), weights);
    }

    [Fact]
    public void Draw_SkewedWeights_FrequenciesFit()
    {
        double[] weights = [.. Enumerable.Range(1, 200).Select(rank => 1.0 / rank)];
        var table = new AliasTable(weights);
        ChiSquare.AssertFits(Count(table, 200_000, 2), weights);
    }

    [Fact]
    public void Draw_SingleItem_AlwaysThatItem()
    {
        var table = new AliasTable([3.5]);
        Assert.Equal(1, table.ItemCount);
        Assert.Equal(0, table.Draw(new Random(0)));
    }

    [Property(MaxTest = 50)]
    public void Draw_AnyWeights_NeverDrawsWeightZero(int seed)
    {
        var random = new Random(seed);
        double[] weights = [.. Enumerable.Range(0, 30).Select(_ => random.Next(3) == 0 ? 0 : random.NextDouble()), 1e-3];
        var table = new AliasTable(weights);
        for (int draw = 0; draw < 500; draw++)
        {
            Assert.True(table.Weight(table.Draw(random)) > 0);
        }
    }

    private static int[] Count(AliasTable table, int draws, int seed)
    {
        var random = new Random(seed);
        var counts = new int[table.ItemCount];
        for (int draw = 0; draw < draws; draw++)
        {
            counts[table.Draw(random)]++;
        }

        return counts;
    }
}
