using System.Globalization;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

public sealed class TableTextsTests
{
    [Fact]
    public void Markdown_Table_PutsNumbersRightAndEscapesBars() =>
        Assert.Equal(
            "| row | HR@1 |\n| :-- | --: |\n| a \\| b | 0.5 |\n",
            MarkdownText.Table(new ReportTable("t", "T", "c", ["row", "HR@1"], 1, [["a | b", "0.5"]])));

    [Fact]
    public void Csv_TextWithCommaAndQuote_IsQuoted()
    {
        ReportPlan plan = SampleReport.Plan("table1") with { Statistics = [new StatisticsSummary("kept, \"5-core\"", 10, 20, 50)] };
        ReportDocument file = Assert.Single(CsvText.Of(new SummaryBuilder(plan, []).Build()));
        Assert.Equal(("table1.csv", "part,users,items,interactions,density\n\"kept, \"\"5-core\"\"\",10,20,50,0.25\n"), (file.Name, file.Text));
    }

    [Fact]
    public void Markdown_TableOne_ShowsSizes()
    {
        string text = MarkdownText.Of(new SummaryBuilder(SampleReport.Plan("table1"), []).Build());
        Assert.StartsWith("# BDLM, table 1 on sample\n\nsample, laptop scale.\n\n## Data\n", text, StringComparison.Ordinal);
        Assert.Contains("| as read | 60 | 100 | 1,500 | 25.000 % | 25.0 | 15.0 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_OtherCulture_WritesTheSame()
    {
        (ReportPlan plan, Results.CellFile[] cells) = SampleReport.TableThree();
        ReportSummary summary = new SummaryBuilder(plan, cells).Build();
        string expected = MarkdownText.Of(summary);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(expected, MarkdownText.Of(summary));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(45, "45 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(90_061, "25 h 01 min")]
    public void Duration_Seconds_AreReadable(double seconds, string expected) => Assert.Equal(expected, NumberText.Duration(seconds));

    [Fact]
    public void Gain_And_PValue_SayWhatCanBeSaid()
    {
        Assert.Equal(["+30.0 %", "−50.0 %", "–"], [NumberText.Gain(0.39, 0.3), NumberText.Gain(0.2, 0.4), NumberText.Gain(0.1, 0)]);
        Assert.Equal(["< 0.001", "0.042"], [NumberText.PValue(0.0001), NumberText.PValue(0.042)]);
    }
}
