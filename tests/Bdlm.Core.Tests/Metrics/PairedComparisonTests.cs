using FsCheck.Xunit;

namespace Bdlm.Metrics;

public class PairedComparisonTests
{
    [Fact]
    public void Compare_SleepData_AgreesWithStudent()
    {
        // Student 1908, hours of sleep gained with two drugs: t = -4.0621 with 9 degrees of freedom, p = 0.002833.
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        var comparison = PairedComparison.Compare(first, second, 1);
        Assert.Equal(10, comparison.UserCount);
        Assert.Equal(-1.58, comparison.Difference.Estimate, 1e-12);
        Assert.Equal(-4.0621, comparison.T, 0.00005); // Published digits.
        Assert.Equal(0.002833, comparison.PValue, 0.0000005);
        Assert.True(comparison.Difference.Upper < 0);
        Assert.InRange(comparison.Difference.Lower, -3, -2);
    }

    [Property(MaxTest = 50)]
    public void Compare_Swapped_MirrorsTheTest(int seed)
    {
        var random = new Random(seed);
        double[] first = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
        double[] second = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
        var comparison = PairedComparison.Compare(first, second, seed, 100);
        var swapped = PairedComparison.Compare(second, first, seed, 100);
        Assert.Equal(-comparison.T, swapped.T, 1e-12);
        Assert.Equal(comparison.PValue, swapped.PValue, 1e-12);
        Assert.Equal(-comparison.Difference.Lower, swapped.Difference.Upper, 1e-12);
        Assert.InRange(comparison.PValue, 0, 1);
    }

    [Fact]
    public void Compare_EqualDifferences_AreDecided()
    {
        var same = PairedComparison.Compare([1, 0, 1], [1, 0, 1], 0);
        Assert.Equal((0, 1.0), (same.T, same.PValue));
        var better = PairedComparison.Compare([1, 2, 3], [0, 1, 2], 0);
        Assert.Equal((double.PositiveInfinity, 0.0), (better.T, better.PValue));
        Assert.Equal(new ConfidenceInterval(1, 1, 1, 0.95), better.Difference);
    }

    [Fact]
    public void ToString_Comparison_IsOneLine() => Assert.Equal(
        "+0.0210 [0.0050, 0.0370], t = 2.58, p = 0.0101 (943 users)",
        new PairedComparison(943, new ConfidenceInterval(0.021, 0.005, 0.037, 0.95), 2.58, 0.0101).ToString());

    [Fact]
    public void Compare_BadArguments_Throw()
    {
        Assert.StartsWith(
            "first holds 2 and second 1 values; expected equal lengths.",
            Assert.Throws<ArgumentException>(() => PairedComparison.Compare([1, 2], [1], 0)).Message);
        Assert.StartsWith(
            "first holds 1 values; expected at least 2. A paired test needs the spread between users.",
            Assert.Throws<ArgumentException>(() => PairedComparison.Compare([1], [1], 0)).Message);
        Assert.StartsWith(
            "second[0] is Infinity; expected a finite number.",
            Assert.Throws<ArgumentException>(() => PairedComparison.Compare([1, 2], [double.PositiveInfinity, 1], 0)).Message);
    }
}
