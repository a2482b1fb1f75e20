using System.Text.RegularExpressions;
using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Testing.Language;

namespace Bdlm.BringYourOwn;

public sealed partial class BringYourOwnTests
{
    [Fact]
    public void Train_OwnModelAndOwnRecommender_BothSidesLearn()
    {
        var model = new OwnLanguageModel(TinyTokenizers.ByteLevelBpeSize(), hiddenSize: 8, seed: 1);
        using var recommender = new OwnRecommender(4, 8, dim: 8, seed: 1);
        var train = new TrainView(4, 8, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [0, 1, 2, 1, 2, 3, 4, 5, 6, 5, 6, 7], [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
        var catalog = new ItemCatalog(Enumerable.Range(0, 8).Select(item => new ItemDescription($"Film {item}", [])));
        TrainingHistory history = OwnPartsExample.Train(model, TinyTokenizers.ByteLevelBpe(), recommender, train, catalog);
        Assert.True(Loss(history, ^1, "L_LLM") < Loss(history, 0, "L_LLM"));
        Assert.True(Loss(history, ^1, "L_DRS") < Loss(history, 0, "L_DRS"));
    }

    [Fact]
    public void Page_EveryBlockOfCode_IsCompiledAndRunHere()
    {
        string root = Root();
        string page = File.ReadAllText(Path.Combine(root, "docs", "bring-your-own.md"));
        string code = string.Concat(Directory.GetFiles(Path.Combine(root, "tests", "Bdlm.Training.Tests", "BringYourOwn"), "*.cs").Select(File.ReadAllText));
        string[] blocks = [.. Block().Matches(page).Select(match => Compact(match.Groups["body"].Value))];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, Compact(code)));
    }

    private static double Loss(TrainingHistory history, Index epoch, string name) =>
        history.Epochs.ToArray()[epoch].Losses.Single(loss => loss.Name == name).Value;

    // Indentation differs between a page and a class; nothing else may.
    private static string Compact(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run below the repository.");
    }

    [GeneratedRegex("^```csharp\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
