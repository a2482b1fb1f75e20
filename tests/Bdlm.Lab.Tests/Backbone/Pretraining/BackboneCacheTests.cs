using Bdlm.Checkpoints;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone.Pretraining;

public sealed class BackboneCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetOrTrain_TwiceAndInAnotherCache_GivesTheSameBytes()
    {
        string first = GetOrTrain(_folder.File("one"), out int steps);
        Assert.True(steps > 0);
        string again = GetOrTrain(_folder.File("one"), out int stepsAgain);
        Assert.Equal((first, 0), (again, stepsAgain));
        string other = GetOrTrain(_folder.File("two"), out int stepsElsewhere);
        Assert.Equal(steps, stepsElsewhere);
        foreach (string name in (string[])["model.safetensors", "config.json", "tokenizer.json", "tokenizer_config.json", "generation_config.json"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, name)), File.ReadAllBytes(Path.Combine(other, name)));
        }
    }

    [Fact]
    public void GetOrTrain_AFolderWithoutReport_IsMadeAnew()
    {
        string folder = GetOrTrain(_folder.FullPath, out _);
        byte[] weights = File.ReadAllBytes(Path.Combine(folder, "model.safetensors"));
        File.Delete(Path.Combine(folder, BackboneReport.FileName));
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), []);
        GetOrTrain(_folder.FullPath, out int steps);
        Assert.True(steps > 0);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public void GetOrTrain_Cancelled_LeavesNoBackbone()
    {
        var stopped = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => new BackboneCache(_folder.FullPath).GetOrTrain(TinyBackbone.Recipe(), CPU, null, null, stopped));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public void GetOrTrain_StoppedAndStartedAgain_GivesTheBytesOfAnUndisturbedRun()
    {
        string undisturbed = GetOrTrain(_folder.File("undisturbed"), out int steps);
        using var store = new CheckpointStore(_folder.File("checkpoints"));
        var cache = new BackboneCache(_folder.File("stopped"));
        BackboneRecipe recipe = TinyBackbone.Recipe(TinyBackbone.Options with { Epochs = 1 });
        using var stop = new CancellationTokenSource();
        Assert.Throws<TrainingCanceledException>(() => cache.GetOrTrain(recipe, CPU, () => store, new StepCounter(count => Stop(stop, count == 2)), stop.Token));
        var rest = new StepCounter();
        string resumed = cache.GetOrTrain(recipe, CPU, () => store, rest, CancellationToken.None);
        Assert.Equal(steps - 2, rest.Count);
        Assert.Equal(File.ReadAllBytes(Path.Combine(undisturbed, "model.safetensors")), File.ReadAllBytes(Path.Combine(resumed, "model.safetensors")));
    }

    [Fact]
    public void FolderOf_AnotherSeedOrSizeOrText_IsAnotherFolder()
    {
        var cache = new BackboneCache(_folder.FullPath);
        BackboneRecipe recipe = TinyBackbone.Recipe();
        BackboneRecipe[] all = [recipe, recipe with { Seed = 2 }, recipe with { Options = recipe.Options with { Dim = 64 } }, recipe with { PromptTexts = ["other"] }, TinyBackbone.Recipe(seed: 2)];
        Assert.Equal(all.Length, all.Select(cache.FolderOf).Distinct().Count());
        Assert.Equal(cache.FolderOf(recipe), cache.FolderOf(TinyBackbone.Recipe()));
    }

    [Fact]
    public void Read_AFaultyReport_NamesFileAndLine()
    {
        File.WriteAllText(_folder.File(BackboneReport.FileName), "{\n  \"key\": 3\n}");
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => BackboneReport.Read(_folder.FullPath));
        Assert.StartsWith($"{_folder.File(BackboneReport.FileName)}(2): ", fault.Message, StringComparison.Ordinal);
    }

    private static string GetOrTrain(string folder, out int steps)
    {
        var counter = new StepCounter();
        string found = new BackboneCache(folder).GetOrTrain(TinyBackbone.Recipe(TinyBackbone.Options with { Epochs = 1 }), CPU, null, counter, CancellationToken.None);
        steps = counter.Count;
        return found;
    }

    private static void Stop(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private sealed class StepCounter(Action<int>? told = null) : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value)
        {
            Count++;
            told?.Invoke(Count);
        }
    }
}
