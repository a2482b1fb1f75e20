using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Bdlm.Lab.Commands;

[Collection(nameof(QuickRun))]
public sealed class QuickstartTests(QuickRun run)
{
    [Fact]
    public void Lab_Quick_LeavesReportAndPlotAndNothingElse()
    {
        Assert.Equal(["curves.png", "report.json"], Directory.GetFileSystemEntries(run.Folder).Select(Path.GetFileName).Order());
        byte[] plot = File.ReadAllBytes(Path.Combine(run.Folder, "curves.png"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], plot[..4]);
        Assert.True(plot.Length > 5_000);
    }

    [Fact]
    public void Lab_Quick_PrintsTableHashAndRecommendations()
    {
        foreach (string expected in (string[])["HR@1", "HR@2", "prec", "recall", "F1", "AUC", "users, 1 positive among 20 candidates", "no leakage", "recommends", "then took"])
        {
            Assert.Contains(expected, run.Output.Flowing);
        }

        // Nothing is cut off at eighty columns.
        Assert.DoesNotContain("…", run.Output.Text);
        Assert.Contains(run.Report["protocol"]!["candidateHash"]!.GetValue<string>(), run.Output.Flowing);
    }

    [Fact]
    public async Task Quickstart_AgainWithTheSameSeed_GivesTheSameDigits()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, await Invoke(folder, CancellationToken.None));
        AssertSameResults(QuickRun.Read(folder.FullPath));
    }

    [Fact]
    public async Task Quickstart_StoppedMidwayAndStartedAgain_EndsWithTheSameRows()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        using var watch = new Timer(_ => CancelWithinTheFourthStage(folder, cancellation), null, 0, 2);
        Assert.Equal(130, await Invoke(folder, cancellation.Token));
        Assert.False(File.Exists(folder.File("report.json")));
        Assert.True(Stages(folder) >= 4);

        Assert.Equal(0, await Invoke(folder, CancellationToken.None));
        AssertSameResults(QuickRun.Read(folder.FullPath));
        Assert.False(Directory.Exists(folder.File("lab-checkpoints")));
    }

    // Curves and rows are rounded to six digits; seconds differ.
    private void AssertSameResults(JsonNode report)
    {
        Assert.Equal(run.Report["protocol"]!.ToJsonString(), report["protocol"]!.ToJsonString());
        Assert.Equal(run.Report["rows"]!.ToJsonString(), report["rows"]!.ToJsonString());
        Assert.Equal(run.Report["curves"]!.ToJsonString(), report["curves"]!.ToJsonString());
    }

    private static async Task<int> Invoke(TemporaryFolder folder, CancellationToken cancellation)
    {
        IAnsiConsole console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        try
        {
            // On a thread of its own: the timer must go on while it works.
            return await Task.Run(() => QuickstartCommand.Create().Parse(["--quick", "--out", folder.FullPath, "--seed", "1"])
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellation));
        }
        finally
        {
            AnsiConsole.Console = console;
        }
    }

    private static void CancelWithinTheFourthStage(TemporaryFolder folder, CancellationTokenSource cancellation)
    {
        if (!cancellation.IsCancellationRequested && Stages(folder) >= 4)
        {
            cancellation.Cancel();
        }
    }

    private static int Stages(TemporaryFolder folder)
    {
        string root = folder.File("lab-checkpoints");
        return Directory.Exists(root) ? Directory.GetDirectories(root).Sum(run => Directory.GetDirectories(run).Length) : 0;
    }
}
