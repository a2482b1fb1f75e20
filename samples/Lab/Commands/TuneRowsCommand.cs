using System.CommandLine;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;
using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction.Rows.Recommenders;
using Bdlm.Lab.Reproduction.Tuning;
using Spectre.Console;

namespace Bdlm.Lab.Commands;

/// <summary><c>lab tune-rows</c>: the search behind the settings of the recommender rows.</summary>
internal static class TuneRowsCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = $"{KnownDataSet.Names}, or a folder of a known format.", Required = true };
        var rows = new Option<string[]>("--rows") { Description = "The rows to tune. Default: all.", AllowMultipleArgumentsPerToken = true };
        var mix = new Option<CandidateMix>("--candidates") { Description = "What stands beside the target. Default: the paper's mix.", DefaultValueFactory = _ => CandidateMix.Paper };
        var outFolder = new Option<string>("--out") { Description = "Where trials and table go.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Decides first weights and order. Default: 1.", DefaultValueFactory = _ => 1 };
        var questions = new Option<int>("--question-seed") { Description = "Decides the questions. Default: 1.", DefaultValueFactory = _ => 1 };
        Option<int?> epochs = NumberOption.Whole("--max-epochs", "Fewer epochs than the rows' own.", 1);
        var command = new Command("tune-rows", "Tunes the recommender rows of the paper's tables on validation, with as many trials for each.") { dataset, rows, mix, outFolder, seed, questions, epochs };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                DataSetLocation location = DataSetLocation.Find(parsed.GetValue(dataset)!, DataRoot.Find(), filter: null);
                ExperimentData data = ExperimentDataBuilder.Build(
                    ExperimentDataSetReader.Read(location, parsed.GetValue(questions)), new LabScale(), parsed.GetValue(mix), parsed.GetValue(questions));
                TunedRow[] chosen = parsed.GetValue(rows) is { Length: > 0 } names ? [.. names.Select(TunedRows.Find)] : [.. TunedRows.All];
                var request = new RowTuningRequest(chosen, parsed.GetValue(outFolder)!, parsed.GetValue(seed), parsed.GetValue(epochs));
                return Run(data, request, cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Run(ExperimentData data, RowTuningRequest request, CancellationToken cancellation)
    {
        try
        {
            StageDisplay.Show(AnsiConsole.Console, display => new RowTuning(data, request, display, cancellation).Run());
            AnsiConsole.MarkupLineInterpolated($"Wrote {Path.Combine(request.OutFolder, "tuning.md")}.");
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Stopped.Tell("Finished trials are kept.", "tune-rows");
        }
    }
}
