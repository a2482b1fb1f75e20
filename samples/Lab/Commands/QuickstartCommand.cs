using System.CommandLine;
using System.Globalization;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reporting;
using Spectre.Console;

namespace Bdlm.Lab.Commands;

/// <summary><c>lab quickstart</c>: the whole way once.</summary>
internal static class QuickstartCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "A MovieLens-100K or -1M folder. Without it, an embedded generated catalogue." };
        var output = new Option<DirectoryInfo>("--out") { Description = "Where report.json, curves.png and checkpoints go.", DefaultValueFactory = _ => new DirectoryInfo("lab-out") };
        var seed = new Option<int>("--seed") { Description = "Decides everything random.", DefaultValueFactory = _ => 1 };
        var epochs = new Option<int?>("--epochs") { Description = "Epochs of every language row." };
        var quick = new Option<bool>("--quick") { Description = "Far fewer samples: shows that everything runs." };
        data.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<DirectoryInfo?>() is { Exists: false } folder)
            {
                result.AddError($"--data names {folder.FullName}, which does not exist; expected a folder with u.data and u.item, or ratings.dat and movies.dat.");
            }
        });
        epochs.Validators.Add(result =>
        {
            // What is no number at all is reported by the parser itself.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int count) && count < 1)
            {
                result.AddError("--epochs is below 1; expected at least 1.");
            }
        });
        var command = new Command("quickstart", "Trains a language model and a recommender together and judges both sides.") { data, output, seed, epochs, quick };
        // On a thread of its own: Ctrl-C is only listened to once the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(
                new ExperimentOptions(parsed.GetValue(data)?.FullName, parsed.GetValue(output)!.FullName, parsed.GetValue(seed), parsed.GetValue(epochs), parsed.GetValue(quick)),
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(ExperimentOptions options, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.OutFolder);
        try
        {
            ExperimentResult result = StageDisplay.Show(AnsiConsole.Console, display => new Experiment(options, display, cancellation).Run());
            Report(result, options);
            ClearCheckpoints(options);
            return 0;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]Stopped.[/] Every finished step of a training stage is saved; the same command goes on from {options.OutFolder}.");
            return 130;
        }
    }

    // Only once the results are on the disk.
    private static void ClearCheckpoints(ExperimentOptions options)
    {
        using var folders = new CheckpointFolders(options);
        folders.Clear();
    }

    private static void Report(ExperimentResult result, ExperimentOptions options)
    {
        string report = Path.Combine(options.OutFolder, "report.json");
        string plot = Path.Combine(options.OutFolder, "curves.png");
        ReportFile.Write(report, result, options);
        ValidationPlot.Write(plot, result);
        AnsiConsole.Write(ResultTable.Build(result));
        AnsiConsole.MarkupLineInterpolated($"[grey]candidates {result.Data.TestCandidates.Hash} ({result.Data.TestCandidates.Description}); {result.Data.Audit}[/]");
        foreach (string line in RecommendationTable.Lines(result))
        {
            AnsiConsole.MarkupLine(line);
        }

        AnsiConsole.MarkupLineInterpolated($"Wrote {report} and {plot} after {result.Seconds.Sum(stage => stage.Seconds):0} s.");
    }
}
