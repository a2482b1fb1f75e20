using System.CommandLine;
using Bdlm.Data.Reading;
using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction.Preferences;
using Bdlm.Lab.Sources;
using Spectre.Console;

namespace Bdlm.Lab.Commands;

/// <summary><c>lab likes</c>: recommenders on CoLLM's like/dislike task.</summary>
internal static class LikesCommand
{
    private const string Usual = "collm-ml-1m";

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = $"A folder with train.jsonl and valid.jsonl, perhaps with .gz; or {Usual}, below the data folder. Default: {Usual}.", DefaultValueFactory = _ => Usual };
        var outFolder = new Option<string>("--out") { Description = "Where trials and table go.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Decides ids, first weights and order. Default: 1.", DefaultValueFactory = _ => 1 };
        var bdlm = new Option<bool>("--bdlm") { Description = "Also trains BDLM on the best trial of each recommender." };
        var command = new Command("likes", "Tunes recommenders on a like/dislike task by AUC on its validation part.") { dataset, outFolder, seed, bdlm };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(FolderOf(parsed.GetValue(dataset)!), parsed.GetValue(outFolder)!, parsed.GetValue(seed), parsed.GetValue(bdlm), cancellation), CancellationToken.None));
        return command;
    }

    private static string FolderOf(string nameOrFolder)
    {
        if (!Directory.Exists(nameOrFolder) && DataRoot.Find() is { } root && Directory.Exists(Path.Combine(root, nameOrFolder)))
        {
            return Path.Combine(root, nameOrFolder);
        }

        return nameOrFolder;
    }

    private static int Run(string folder, string outFolder, int seed, bool withBdlm, CancellationToken cancellation)
    {
        try
        {
            PreferenceData data = PreferenceData.Create(FolderName.Of(folder), CollmReader.ReadFolder(folder), seed);
            StageDisplay.Show(AnsiConsole.Console, display =>
            {
                PreferenceBdlm? bdlm = withBdlm ? new PreferenceBdlm(data, PreferenceBdlm.ScaleOf(data.Name), outFolder, seed, display, cancellation) : null;
                return new PreferenceTuning(data, outFolder, seed, bdlm, display, cancellation).Run();
            });
            AnsiConsole.MarkupLineInterpolated($"Wrote {Path.Combine(outFolder, "likes.md")}.");
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Stopped.Tell("Finished trials are kept.", $"lab likes --dataset {folder} --out {outFolder} --seed {seed}{(withBdlm ? " --bdlm" : "")}");
        }
    }
}
