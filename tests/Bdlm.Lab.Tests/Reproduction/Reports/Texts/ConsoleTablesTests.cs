using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;
using Spectre.Console;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

public sealed class ConsoleTablesTests
{
    [Fact]
    public void Of_TableThree_PrintsRowsTestsAndFindings()
    {
        (ReportPlan plan, CellFile[] cells) = SampleReport.TableThree();
        var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No });
        console.Profile.Width = 160;
        foreach (Spectre.Console.Rendering.IRenderable part in ConsoleTables.Of(new SummaryBuilder(plan, cells).Build()))
        {
            console.Write(part);
        }

        string text = written.ToString();
        Assert.Contains("BDLM, table 3 on sample", text, StringComparison.Ordinal);
        Assert.Contains("SASRec + LightGCN", text, StringComparison.Ordinal);
        Assert.Contains("which differences are real", text, StringComparison.Ordinal);
        Assert.Contains("tested differences", text, StringComparison.Ordinal);
    }
}
