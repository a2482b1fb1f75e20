using System.CommandLine;
using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Texts;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bdlm.Lab.Commands;

/// <summary><c>lab reproduce</c>: a table or figure of the paper, cell by cell.</summary>
internal static class ReproduceCommand
{
    private const string Resume = "--resume";

    public static Command Create()
    {
        var options = new ReproduceOptions();
        var command = new Command("reproduce", "Runs a table or figure of the paper in cells that are kept, and goes on after a stop at any moment.");
        options.AddTo(command);
        // On a thread of its own: Ctrl-C is only listened to once the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(options.Read(parsed), cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ReproduceRequest request, CancellationToken cancellation)
    {
        request.Validate();
        RowSetting setting = ReproduceSetting.Of(request, ReproduceData.Load(request));
        using ReproduceRun run = ReproduceRun.Open(request, setting, ExperimentRows.Of(request.Experiment, setting.Scale));
        try
        {
            Run(run, cancellation);
        }
        catch (OperationCanceledException)
        {
            int done = run.Cells.Count(cell => run.Store.Has(cell.Id));
            return Stopped.Tell($"{done} of {run.Cells.Count} cells are finished, and the finished steps of the running one are saved.", Again(request));
        }

        Show(run.Report(), request);
        return 0;
    }

    private static void Run(ReproduceRun run, CancellationToken cancellation)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || !AnsiConsole.Profile.Out.IsTerminal)
        {
            run.Run(new PlainPlanDisplay(AnsiConsole.Profile.Out.Writer), cancellation);
            return;
        }

        StageDisplay.Show(
            AnsiConsole.Console,
            bars =>
            {
                run.Run(new LivePlanDisplay(bars), cancellation);
                return 0;
            },
            hideCompleted: true);
    }

    private static void Show(ReportSummary summary, ReproduceRequest request)
    {
        foreach (IRenderable part in ConsoleTables.Of(summary))
        {
            AnsiConsole.Write(part);
        }

        AnsiConsole.MarkupLineInterpolated($"The report is {Path.Combine(ExperimentReport.FolderOf(request), "index.html")}.");
    }

    private static string Again(ReproduceRequest request) => request.Resume ? request.Command : $"{request.Command} {Resume}";
}
