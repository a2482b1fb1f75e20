namespace Bdlm.Lab.Reproduction.Reports.Paper;

public sealed class PaperFiguresTests
{
    [Fact]
    public void Load_ShippedFile_HoldsTheMainRows()
    {
        PaperTable table = PaperFigures.Load().Find("table3", "MovieLens-1M")!;
        Assert.Equal(PaperFigures.SchemaName, PaperFigures.Load().Schema);
        Assert.Equal(11, table.Rows.Count);
        Assert.Equal((0.460, 0.816), (table.Find("BDLM-drs")!.Value("HR@1"), table.Find("BDLM-drs")!.Value("F1")));
        Assert.Null(table.Find("LLM-Rec")!.Value("F1"));
    }

    [Fact]
    public void Load_EveryRow_FitsItself()
    {
        PaperRow[] rows = [.. PaperFigures.Load().Tables.SelectMany(table => table.Rows)];
        Assert.All(rows, row => Assert.All(row.Values.Values, value => Assert.InRange(value, 0.1, 0.95)));
        Assert.All(rows.Where(row => row.Value("HR@2") is not null), row => Assert.True(row.Value("HR@2") > row.Value("HR@1"), row.Name));

        // F1 is the harmonic mean of the two; they are rounded to three digits.
        Assert.All(rows.Where(row => row.Value("precision") is not null), row => Assert.Equal(2 / ((1 / row.Value("precision")!.Value) + (1 / row.Value("recall")!.Value)), row.Value("F1")!.Value, 0.0015));
    }

    [Fact]
    public void Find_OtherData_Null() => Assert.Null(PaperFigures.Load().Find("table3", "MovieLens-100K"));
}
