using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class RowMeasurementTests
{
    [Fact]
    public void Of_TwoSeeds_GivesMeanAndSampleDeviation()
    {
        // HR@1: 2 of 4 and 3 of 4. Mean .625, deviation |.75 − .5| / √2 = .176777.
        RowAnswers row = SampleReport.Answers("r", SampleReport.Model("m", [1, 1, 2, 9], "10101010"), SampleReport.Model("m", [1, 1, 1, 9], "10101010"));
        MeasuredValue found = RowMeasurement.Of(row, Measures.HitRate1);
        Assert.Equal(0.625, found.Mean);
        Assert.Equal(0.176777, found.Deviation);
        Assert.Equal([0.5, 0.75], found.Seeds.Select(seed => seed.Value));
        Assert.Equal(Rounding.Round(ConfidenceInterval.Wilson(2, 4).Lower), found.Seeds[0].Lower);
        Assert.InRange(found.Lower!.Value, 0, 0.625);
        Assert.InRange(found.Upper!.Value, 0.625, 1);
    }

    [Fact]
    public void Of_F1_IsTheRatioOfSummedCounts()
    {
        // 1 1 | 1 0 | 0 0 against 1 0 | 1 0 | 1 0: TP 2, FP 1, FN 1. Precision = recall = F1 = 2/3.
        RowAnswers row = SampleReport.Answers("r", SampleReport.Model("m", [1, 2, 3], "111000"));
        Assert.Equal([0.666667, 0.666667, 0.666667], new[] { Measures.Precision, Measures.Recall, Measures.F1 }.Select(measure => RowMeasurement.Of(row, measure).Mean));
    }

    [Fact]
    public void Of_OneSeed_HasNoDeviation() =>
        Assert.Null(RowMeasurement.Of(SampleReport.Answers("r", SampleReport.Model("m", [1, 2], "1010")), Measures.F1).Deviation);

    [Fact]
    public void Of_Auc_HasNoInterval()
    {
        MeasuredValue found = RowMeasurement.Of(SampleReport.Answers("r", SampleReport.Model("m", [1, 2], "1010")), Measures.Auc);
        Assert.Equal((0.75, null, null), (found.Mean, found.Lower, found.Upper));
    }
}
