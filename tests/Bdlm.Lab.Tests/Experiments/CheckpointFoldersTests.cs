using Bdlm.Checkpoints;

namespace Bdlm.Lab.Experiments;

public sealed class CheckpointFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ExperimentOptions _options;

    public CheckpointFoldersTests() => _options = new ExperimentOptions(null, _folder.FullPath, 1, null, false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_OtherOptions_IsAnotherFolder()
    {
        ExperimentOptions[] all =
        [
            _options,
            _options with { Seed = 2 },
            _options with { Epochs = 3 },
            _options with { Quick = true },
            _options with { DataFolder = "ml-100k" },
            _options with { DataFolder = "ml-1m" },
        ];
        Assert.Equal(all.Length, all.Select(PathOf).Distinct().Count());
    }

    [Fact]
    public void Of_SameOptionsInAnotherOutputFolder_HasTheSameKey()
    {
        using var other = new TemporaryFolder();
        string here = Path.GetRelativePath(_folder.FullPath, PathOf(_options));
        string there = Path.GetRelativePath(other.FullPath, PathOf(_options with { OutFolder = other.FullPath }));
        Assert.Equal(here, there);
    }

    [Fact]
    public void Of_OtherStages_AreFoldersWithSimpleNames()
    {
        using var folders = new CheckpointFolders(_options);
        string[] names = [.. ((string[])["LightGCN", "tokens, llm", "BDLM: both sides"]).Select(stage => Path.GetFileName(folders.Of(stage).Folder))];
        Assert.Equal(["lightgcn", "tokens--llm", "bdlm--both-sides"], names);
    }

    [Fact]
    public void Dispose_LetsGoOfTheFolders()
    {
        using (var folders = new CheckpointFolders(_options))
        {
            folders.Of("BDLM");
        }

        using var again = new CheckpointFolders(_options);
        Assert.Empty(again.Of("BDLM").Steps);
    }

    [Fact]
    public void Clear_LeavesNoCheckpointAndNothingElseMissing()
    {
        File.WriteAllText(_folder.File("report.json"), "{}");
        using var folders = new CheckpointFolders(_options);
        CheckpointStore store = folders.Of("BDLM");
        Assert.True(Directory.Exists(store.Folder));
        folders.Clear();
        Assert.Equal([_folder.File("report.json")], Directory.GetFileSystemEntries(_folder.FullPath));
    }

    private string PathOf(ExperimentOptions options)
    {
        using var folders = new CheckpointFolders(options);
        return folders.Of("BDLM").Folder;
    }
}
