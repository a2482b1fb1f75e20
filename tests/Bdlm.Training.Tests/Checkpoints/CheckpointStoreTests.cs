using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void LoadLatest_EmptyFolder_IsNull()
    {
        using var store = new CheckpointStore(_folder.File("new/deep"));

        Assert.Null(store.LoadLatest());
        Assert.Null(store.LoadBest());
        Assert.Empty(store.Steps);
    }

    [Fact]
    public void SaveAndLoad_KeepsEverything()
    {
        using var store = Open();
        using var saved = new TrainingCheckpoint(new Dictionary<string, Tensor> { ["a"] = arange(3), ["b"] = ones(2, dtype: ScalarType.BFloat16) })
        {
            Step = 120,
            Epoch = 3,
            Seed = 7,
            OptionsHash = "abc",
            Metric = 0.25,
            BestMetric = 0.5,
            Values = new Dictionary<string, string> { ["phase"] = "joint" },
        };

        CheckpointManifest manifest = store.Save(saved);
        using TrainingCheckpoint loaded = store.LoadLatest("abc")!;

        Assert.Equal((120L, 3, 7, "abc", (double?)0.25, (double?)0.5), (loaded.Step, loaded.Epoch, loaded.Seed, loaded.OptionsHash, loaded.Metric, loaded.BestMetric));
        Assert.Equal("joint", loaded.Values["phase"]);
        Assert.Equal([0L, 1, 2], loaded.Tensors["a"].data<long>().ToArray());
        Assert.Equal(ScalarType.BFloat16, loaded.Tensors["b"].dtype);
        Assert.StartsWith("Bdlm.Training ", manifest.CreatedBy, StringComparison.Ordinal);
        Assert.Equal([".lock", $"step-000000000120-{manifest.TensorSha256[..16]}.safetensors", "step-000000000120.json"], _folder.Names());
    }

    [Fact]
    public void Save_ManySteps_KeepsTheNewestAndTheBest()
    {
        using var store = new CheckpointStore(_folder.FullPath, new CheckpointStoreOptions { KeepLast = 2 });
        foreach ((long step, double? metric) in new (long, double?)[] { (1, 0.2), (2, 0.9), (3, 0.9), (4, null), (5, 0.1), (6, 0.3) })
        {
            Save(store, step, metric);
        }

        Assert.Equal([2, 5, 6], store.Steps);
        Assert.Equal(3, _folder.Names().Count(name => name.EndsWith(".safetensors", StringComparison.Ordinal)));
        using TrainingCheckpoint best = store.LoadBest()!;
        Assert.Equal(2, best.Step);
    }

    [Fact]
    public void LoadBest_Minimize_IsTheSmallest()
    {
        using var store = new CheckpointStore(_folder.FullPath, new CheckpointStoreOptions { KeepLast = 3, Goal = MetricGoal.Minimize });
        Save(store, 1, 0.5);
        Save(store, 2, 0.2);
        Save(store, 3, 0.4);

        using TrainingCheckpoint best = store.LoadBest()!;
        Assert.Equal(2, best.Step);
    }

    [Fact]
    public void Save_SameStepAgain_ReplacesIt()
    {
        using var store = Open();
        Save(store, 5, value: 1);
        Save(store, 5, value: 2);

        Assert.Equal(2f, LatestValue(store));
        Assert.Equal(3, _folder.Names().Length);
    }

    [Fact]
    public void Save_EarlierStep_ThrowsAndDeleteAfterHelps()
    {
        using var store = Open();
        Save(store, 5);
        Save(store, 9);

        var fault = Assert.Throws<InvalidOperationException>(() => Save(store, 7));
        Assert.Contains("holds a checkpoint of step 9, later than step 7. Choose another folder, or call DeleteAfter(7)", fault.Message, StringComparison.Ordinal);

        store.DeleteAfter(7);
        Save(store, 7);
        Assert.Equal([5, 7], store.Steps);
    }

    [Theory]
    [InlineData(-1, 0, 0.5)]
    [InlineData(1, -1, 0.5)]
    [InlineData(1, 0, double.NaN)]
    public void Save_BadNumbers_Throws(long step, int epoch, double metric)
    {
        using var store = Open();
        using var checkpoint = new TrainingCheckpoint([]) { Step = step, Epoch = epoch, Seed = 1, OptionsHash = "h", Metric = metric };

        Assert.Throws<ArgumentException>(() => store.Save(checkpoint));
    }

    [Fact]
    public void Save_Failing_LeavesTheLastCheckpointAndNothingElse()
    {
        using var store = Open();
        Save(store, 1, value: 4);
        string[] before = _folder.Names();
        using var bad = new TrainingCheckpoint(new Dictionary<string, Tensor> { ["a"] = zeros(1, dtype: ScalarType.ComplexFloat64) }) { Step = 2, Epoch = 0, Seed = 1, OptionsHash = "h" };

        Assert.Throws<ArgumentException>(() => store.Save(bad));

        Assert.Equal(before, _folder.Names());
        Assert.Equal(4f, LatestValue(store));
    }

    [Fact]
    public void Open_AfterAKillAtAnyMoment_FindsTheLastGoodCheckpointAndSweeps()
    {
        using (var store = Open())
        {
            Save(store, 1, value: 4);
        }

        string[] good = _folder.Names();

        // Killed while the tensors were written, after they were renamed, and while the manifest was written.
        File.WriteAllBytes(_folder.File("step-000000000002.0123.tmp.4567.tmp"), [1, 2, 3]);
        File.WriteAllBytes(_folder.File("step-000000000002.0123.tmp"), [1, 2, 3]);
        File.WriteAllBytes(_folder.File("step-000000000002-0123456789abcdef.safetensors"), [1, 2, 3]);
        File.WriteAllText(_folder.File("step-000000000002.json.4567.tmp"), "{\"step\":");
        File.WriteAllText(_folder.File("notes.txt"), "mine");

        using var reopened = Open();

        Assert.Equal(4f, LatestValue(reopened));
        Assert.Equal([good[0], "notes.txt", .. good[1..]], _folder.Names());
    }

    [Fact]
    public void Open_OnAFolderInUse_Throws()
    {
        using var first = Open();

        var fault = Assert.Throws<CheckpointException>(Open);

        Assert.Equal($"{_folder.FullPath}: Another checkpoint store is open on this folder, in this process or another one. End that run, or choose another folder.", fault.Message);
    }

    [Fact]
    public void Open_FolderInUse_IsSeenByOtherProcesses()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "Needs the flock program to try the lock from another process.");
        int TryFromAnotherProcess()
        {
            using Process process = Process.Start("/usr/bin/flock", ["--nonblock", _folder.File(".lock"), "true"]);
            process.WaitForExit();
            return process.ExitCode;
        }

        CheckpointStore store = Open();
        int whileOpen = TryFromAnotherProcess();
        store.Dispose();

        Assert.Equal((1, 0), (whileOpen, TryFromAnotherProcess()));
    }

    [Fact]
    public void Dispose_LetsGoOfTheFolder()
    {
        CheckpointStore first = Open();
        first.Dispose();

        using var second = Open();

        Assert.Throws<ObjectDisposedException>(() => first.Steps);
    }

    [Fact]
    public void LoadLatest_TensorFileDamaged_NamesTheFileAndDoesNotFallBack()
    {
        using var store = Open();
        Save(store, 1);
        Save(store, 2, value: 3);
        string path = _folder.Single("step-000000000002-*.safetensors");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        var fault = Assert.Throws<CheckpointException>(() => store.LoadLatest());

        Assert.Equal(path, fault.FilePath);
        Assert.StartsWith("The tensor file's SHA-256 is ", fault.Reason, StringComparison.Ordinal);
        Assert.EndsWith("The file is damaged.", fault.Reason, StringComparison.Ordinal);
        store.Load(1).Dispose();
    }

    [Fact]
    public void LoadLatest_TensorFileCutShort_Throws()
    {
        using var store = Open();
        Save(store, 1);
        string path = _folder.Single("*.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);

        Assert.Equal(path, Assert.Throws<CheckpointException>(() => store.LoadLatest()).FilePath);
    }

    [Fact]
    public void LoadLatest_TensorFileMissing_Throws()
    {
        using var store = Open();
        Save(store, 1);
        File.Delete(_folder.Single("*.safetensors"));

        var fault = Assert.Throws<CheckpointException>(() => store.LoadLatest());

        Assert.Equal("The tensor file is missing, although the manifest of step 1 names it.", fault.Reason);
    }

    [Theory]
    [InlineData("", "The manifest cannot be read: ")]
    [InlineData("null", "The manifest is empty.")]
    [InlineData("{\"step\": 1", "The manifest cannot be read: ")]
    [InlineData("{\"step\": 1}", "The manifest cannot be read: ")]
    public void LoadLatest_ManifestDamaged_NamesIt(string text, string message)
    {
        using var store = Open();
        Save(store, 1);
        File.WriteAllText(_folder.File("step-000000000001.json"), text);

        var fault = Assert.Throws<CheckpointException>(() => store.LoadLatest());

        Assert.Equal(_folder.File("step-000000000001.json"), fault.FilePath);
        Assert.StartsWith(message, fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "The format version is 2; this library reads 1. It was written by Bdlm.Training")]
    [InlineData("\"step\": 1", "\"step\": 4", "The manifest is of step 4; its name says 1. Was it renamed?")]
    [InlineData("\"tensorFile\": \"", "\"tensorFile\": \"../", "is not a plain file name. The manifest is damaged.")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"other\": 2", "The manifest cannot be read: ")]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"seed\": 2", "The manifest cannot be read: ")]
    [InlineData("\"optionsHash\": \"h\"", "\"optionsHash\": null", "The manifest cannot be read: ")]
    public void LoadLatest_ManifestChanged_SaysWhatIsWrong(string old, string changed, string message)
    {
        using var store = Open();
        Save(store, 1);
        string path = _folder.File("step-000000000001.json");
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, changed, StringComparison.Ordinal));

        var fault = Assert.Throws<CheckpointException>(() => store.LoadLatest());

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_BesideADamagedManifest_RemovesNothing()
    {
        using var store = new CheckpointStore(_folder.FullPath, new CheckpointStoreOptions { KeepLast = 1 });
        Save(store, 1);
        File.WriteAllText(_folder.File("step-000000000001.json"), "{");

        Save(store, 2);

        Assert.Equal([1, 2], store.Steps);
        Assert.Equal(2, Directory.GetFiles(_folder.FullPath, "*.safetensors").Length);
        Assert.Throws<CheckpointException>(() => store.LoadBest());
        store.LoadLatest()!.Dispose();
    }

    [Fact]
    public void LoadLatest_OtherOptions_Throws()
    {
        using var store = Open();
        Save(store, 1);

        var fault = Assert.Throws<CheckpointException>(() => store.LoadLatest("other"));

        Assert.Equal("The checkpoint of step 1 was made with other options (hash h, now other). Resume with the same options, or start in another folder.", fault.Reason);
    }

    [Fact]
    public void Load_UnknownStep_NamesThoseThatAre()
    {
        using var store = Open();
        Save(store, 1);
        Save(store, 2);

        var fault = Assert.Throws<CheckpointException>(() => store.Load(7));

        Assert.Equal("There is no checkpoint of step 7; there are [1, 2].", fault.Reason);
    }

    [Fact]
    public void Constructor_BadOptions_NamesAll()
    {
        var options = new CheckpointStoreOptions { KeepLast = 0, Goal = (MetricGoal)5 };

        var fault = Assert.Throws<ArgumentException>(() => new CheckpointStore(_folder.FullPath, options));

        Assert.Equal("CheckpointStoreOptions: KeepLast is 0; expected at least 1. Goal is 5; expected a MetricGoal.", fault.Message);
    }

    private static void Save(CheckpointStore store, long step, double? metric = null, float value = 0)
    {
        using var checkpoint = new TrainingCheckpoint(new Dictionary<string, Tensor> { ["value"] = tensor(value) })
        {
            Step = step,
            Epoch = 0,
            Seed = 1,
            OptionsHash = "h",
            Metric = metric,
        };
        store.Save(checkpoint);
    }

    private static float LatestValue(CheckpointStore store)
    {
        using TrainingCheckpoint latest = store.LoadLatest()!;
        return latest.Tensors["value"].item<float>();
    }

    private CheckpointStore Open() => new(_folder.FullPath);
}
