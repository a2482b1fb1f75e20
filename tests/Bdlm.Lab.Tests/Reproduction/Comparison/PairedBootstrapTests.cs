namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class PairedBootstrapTests
{
    private const int Resamples = 500;

    [Fact]
    public void Compare_EqualRows_FindsNothing()
    {
        RowAnswers row = SampleReport.Answers("r", SampleReport.Drawn("m", 0.5, 1));
        Assert.Equal((0, 0, 0, 1), PairedBootstrap.Compare(row, row, Measures.F1, 1, Resamples));
    }

    [Fact]
    public void Compare_RightAgainstGuessing_IsFarFromZero()
    {
        RowAnswers right = SampleReport.Answers("right", SampleReport.Drawn("m", 1, 1));
        RowAnswers guessing = SampleReport.Answers("guessing", SampleReport.Drawn("m", 0, 2));
        (double difference, double lower, double upper, double p) = PairedBootstrap.Compare(right, guessing, Measures.F1, 1, Resamples);
        Assert.Equal(1 - guessing.OfSample(Measures.F1, [.. Enumerable.Range(0, SampleReport.Users)]), difference, 12);
        Assert.True(lower > 0.1 && lower < difference && upper > difference);
        Assert.Equal(1.0 / (Resamples + 1), p, 12);
    }

    [Fact]
    public void Compare_Turned_ChangesTheSignAlone()
    {
        RowAnswers first = SampleReport.Answers("a", SampleReport.Drawn("m", 0.4, 3), SampleReport.Drawn("m", 0.4, 4));
        RowAnswers second = SampleReport.Answers("b", SampleReport.Drawn("m", 0.5, 5));
        (double difference, _, _, double p) = PairedBootstrap.Compare(first, second, Measures.F1, 1, Resamples);
        (double turned, _, _, double same) = PairedBootstrap.Compare(second, first, Measures.F1, 1, Resamples);
        Assert.Equal((-difference, p), (turned, same));
    }
}
