using FsCheck.Xunit;

namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class HolmCorrectionTests
{
    [Fact]
    public void Adjust_ThreeTests_StepsDown()
    {
        // Sorted .01 · 3 = .03, .02 · 2 = .04, .04 · 1 = .04.
        double[] found = HolmCorrection.Adjust([0.04, 0.01, 0.02]);
        Assert.Equal([0.04, 0.03, 0.04], found.Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Adjust_LaterProductSmaller_KeepsTheLargerOne() =>
        Assert.Equal([0.09, 0.09, 0.09], HolmCorrection.Adjust([0.03, 0.04, 0.04]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Adjust_LargeOnes_StopAtOne() => Assert.Equal([1, 1], HolmCorrection.Adjust([0.7, 0.6]));

    [Property]
    public bool Adjust_Any_IsNeverSmallerAndKeepsTheOrder(byte[] values)
    {
        double[] given = [.. values.Select(value => value / 255.0)];
        double[] found = HolmCorrection.Adjust(given);
        return given.Zip(found).All(pair => pair.Second >= pair.First && pair.Second <= 1)
            && given.Zip(found).OrderBy(pair => pair.First).Select(pair => pair.Second).Zip(given.Zip(found).OrderBy(pair => pair.First).Select(pair => pair.Second).Skip(1)).All(next => next.First <= next.Second);
    }
}
