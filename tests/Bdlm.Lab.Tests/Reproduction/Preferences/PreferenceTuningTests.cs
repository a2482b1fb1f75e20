using Bdlm.Data.Reading;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Runs;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Preferences;

public sealed class PreferenceTuningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_TwoTastes_AreLearntFromLikesAndDislikes()
    {
        PreferenceData data = PreferenceData.Create("tiny", CollmReader.ReadFolder(Write()), seed: 1);
        Assert.Equal(data.Train.Count(row => row.Liked), data.Graph.EdgeCount);
        IReadOnlyList<PreferenceResult> found = new PreferenceTuning(data, _folder.File("out"), 1, bdlm: null, progress: null, CancellationToken.None).Run();
        Assert.All(found, row => Assert.Equal(8, row.Trials.Count));
        // Users like items of their own parity alone.
        Assert.All(found, row => Assert.True(row.Trials[0].Metrics["auc"] > 0.8 && row.Trials[0].Metrics["uauc"] > 0.8));
        string table = File.ReadAllText(_folder.File("out/likes.md"));
        Assert.Contains("the published figures are of test rows, which are not at hand", table, StringComparison.Ordinal);
        Assert.Contains("| 0.6482 | 0.6361 |", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Run_WithBdlm_BothSidesLearnLikesAndAreNotTrainedTwice(int row)
    {
        PreferenceData data = PreferenceData.Create("tiny", CollmReader.ReadFolder(Write()), seed: 1);
        LabScale scale = TinyRun.Scale with { Epochs = 25, Backbone = TinyRun.Scale.Backbone with { Layers = 2 }, LanguageRate = 1e-2, UserToken = true, TopKShare = 0.2 };
        TuneTrial tuned = new() { Point = new Dictionary<string, string> { ["lr"] = "5e-3" }, Score = 0, BestEpoch = 1, Epochs = 1, Metrics = new Dictionary<string, double>(), Seconds = 0, Folder = "" };
        var steps = new CountingProgress();
        TuneTrial Run() => new PreferenceBdlm(data, scale, _folder.File("out"), 1, steps, CancellationToken.None).Run(PreferenceRow.All[row], tuned);

        TuneTrial first = Run();
        Assert.Equal(25, first.Epochs);
        // What the recommender knew is not lost, and L has learnt it from its preloaded rows.
        Assert.InRange(first.Metrics["drs auc"], first.Metrics["start auc"] - 0.05, 1);
        Assert.True(first.Metrics["start auc"] > 0.8 && first.Metrics["llm auc"] > 0.6, string.Join(' ', first.Metrics));
        int told = steps.Count;
        TuneTrial again = Run();
        Assert.Equal((told, first.Metrics["llm auc"]), (steps.Count, again.Metrics["llm auc"]));
        string table = PreferenceTable.Of(data, [new PreferenceResult(PreferenceRow.All[row], [], first)]);
        Assert.Contains($"| BDLM-drs on {PreferenceRow.All[row].Name} | lr=5e-3 |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ValidationPairOfTraining_IsRefused()
    {
        string folder = Write();
        File.AppendAllLines(Path.Combine(folder, "valid.jsonl"), [File.ReadLines(Path.Combine(folder, "train.jsonl")).First()]);
        Assert.EndsWith(
            "is a validation pair that stands in training or in its own history; expected neither. Mend the files.",
            Assert.Throws<InvalidDataException>(() => PreferenceData.Create("tiny", CollmReader.ReadFolder(folder), seed: 1)).Message);
    }

    private sealed class CountingProgress : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value) => Count++;
    }

    private string Write()
    {
        string folder = _folder.File("likes");
        Directory.CreateDirectory(folder);
        var pairs = (from user in Enumerable.Range(1, 30) from item in Enumerable.Range(1, 16) select (user, item)).ToArray();
        new Random(1).Shuffle(pairs);
        File.WriteAllLines(Path.Combine(folder, "train.jsonl"), pairs[..400].Select(Line));
        File.WriteAllLines(Path.Combine(folder, "valid.jsonl"), pairs[400..].Select(Line));
        return folder;
    }

    private static string Line((int User, int Item) pair) =>
        $$"""{"uid": {{pair.User}}, "iid": {{pair.Item}}, "label": {{((pair.User + pair.Item) % 2 == 0 ? 1 : 0)}}, "timestamp": 5, "his": [{{(pair.User * 5 + pair.Item * 3) % 16 + 17}}], "his_title": ["film"], "title": "film {{pair.Item}}"}""";
}
