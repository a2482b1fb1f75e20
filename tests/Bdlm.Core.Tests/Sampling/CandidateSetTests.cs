using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class CandidateSetTests
{
    private static readonly CandidateList[] Lists = [new(0, [3, 1, 4], 1), new(2, [0, 5], 0)];

    public static TheoryData<HeldOutStage, int, int, CandidateList[]> Changed => new()
    {
        { HeldOutStage.Validation, 3, 6, Lists },
        { HeldOutStage.Test, 4, 6, Lists },
        { HeldOutStage.Test, 3, 7, Lists },
        { HeldOutStage.Test, 3, 6, [Lists[1], Lists[0]] },
        { HeldOutStage.Test, 3, 6, [Lists[0]] },
        { HeldOutStage.Test, 3, 6, [Lists[0], new(2, [0, 5], 1)] },
        { HeldOutStage.Test, 3, 6, [Lists[0], new(1, [0, 5], 0)] },
        { HeldOutStage.Test, 3, 6, [Lists[0], new(2, [5, 0], 0)] },
        { HeldOutStage.Test, 3, 6, [Lists[0], new(2, [0, 2], 0)] },
        { HeldOutStage.Test, 3, 6, [Lists[0], new(2, [0, 5, 1], 0)] },
        { HeldOutStage.Test, 3, 6, [new(0, [3, 1], 1), new(2, [0, 5], 0)] },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Hash_AnyChange_Differs(HeldOutStage stage, int users, int items, CandidateList[] lists) =>
        Assert.NotEqual(Set().Hash, new CandidateSet(stage, users, items, "by hand", lists).Hash);

    [Fact]
    public void Hash_SameContent_IsTheSameWhateverTheDescription()
    {
        string hash = Set().Hash;
        Assert.Matches("^[0-9a-f]{16}$", hash);
        Assert.Equal(hash, new CandidateSet(HeldOutStage.Test, 3, 6, "other words", Lists).Hash);

        // SHA-256 of "bdlm-candidates" and the little-endian integers 1 3 6 2 | 0 1 3 3 1 4 | 2 0 2 0 5: fixed for ever.
        Assert.Equal("a4fdd12887f0f9bb", hash);
    }

    [Fact]
    public void Constructor_ListChangedAfterwards_KeepsItsCopy()
    {
        int[] items = [3, 1, 4];
        var set = new CandidateSet(HeldOutStage.Test, 3, 6, "by hand", [new CandidateList(0, items, 1)]);
        items[0] = 5;
        Assert.Equal([3, 1, 4], set.Lists[0].Items);
        Assert.Equal(1, set.Lists[0].Target);
    }

    [Fact]
    public void Save_ThenLoad_GivesTheSameSet()
    {
        using var folder = new TemporaryFolder();
        CandidateSet saved = Set("with \"quotes\", ünïcode\nand a line");
        saved.Save(folder.File("c.json"));
        var loaded = CandidateSet.Load(folder.File("c.json"));
        Assert.Equal(
            (saved.Stage, saved.UserCount, saved.ItemCount, saved.Description, saved.Hash),
            (loaded.Stage, loaded.UserCount, loaded.ItemCount, loaded.Description, loaded.Hash));
        Assert.Equal(saved.Lists.Select(Flat), loaded.Lists.Select(Flat));
        Assert.Equal(["c.json"], folder.Names);
    }

    [Property(MaxTest = 20)]
    public void Save_AnyBuiltSet_LoadsWithTheSameHash(int seed)
    {
        using var folder = new TemporaryFolder();
        var split = SmallSplits.LeaveOneOut(seed);
        var built = CandidateSetBuilder.Build(split, HeldOutStage.Validation, new UniformNegativeSampler(split.Train), 19, seed);
        built.Save(folder.File("c.json"));
        Assert.Equal(built.Hash, CandidateSet.Load(folder.File("c.json")).Hash);
    }

    [Fact]
    public void Save_FileExists_IsReplaced()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("c.json"), "old");
        Set().Save(folder.File("c.json"));
        Assert.Equal(Set().Hash, CandidateSet.Load(folder.File("c.json")).Hash);
    }

    [Fact]
    public void Save_Fails_LeavesNoTemporaryFile()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("taken"));
        Assert.ThrowsAny<Exception>(() => Set().Save(folder.File("taken")));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Save_File_IsReadable()
    {
        using var folder = new TemporaryFolder();
        Set().Save(folder.File("c.json"));
        Assert.Equal(
            $$"""
            {
              "format": "bdlm-candidates",
              "version": 1,
              "description": "by hand",
              "stage": "Test",
              "userCount": 3,
              "itemCount": 6,
              "hash": "{{Set().Hash}}",
              "rows": [
                {"user": 0, "target": 1, "items": [3, 1, 4]},
                {"user": 2, "target": 0, "items": [0, 5]}
              ]
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(folder.File("c.json")));
    }

    [Theory]
    [InlineData("[3, 1, 4]", "[3, 2, 4]", "line 8, position 11: the file says hash PINNED, but its content has ", "The file was changed after it was saved; build the set again and save it.")]
    [InlineData("[3, 1, 4]", "[3, 6, 4]", "line 10, position 5: item is 6; expected a dense id in [0, 6). ", "Build the set again and save it.")]
    [InlineData("[3, 1, 4]", "[3, 3, 4]", "line 10, position 5: item 3 stands twice among the candidates of user 0; expected different items. ", "Build the set again and save it.")]
    [InlineData("\"target\": 0", "\"target\": 2", "line 11, position 5: the target's place is 2; expected [0, 2), a place in the list. ", "save it.")]
    [InlineData("\"user\": 2", "\"user\": 3", "line 11, position 5: user is 3; expected a dense id in [0, 3). ", "save it.")]
    [InlineData("\"user\": 2", "\"user\": 2.5", "line 11, position 14: expected a whole number. ", "save it.")]
    [InlineData("[0, 5]", "[0, true]", "line 11, position 43: expected a whole number. ", "save it.")]
    [InlineData("[0, 5]", "7", "line 11, position 39: expected StartArray, found Number. ", "save it.")]
    [InlineData("\"target\": 0", "\"place\": 0", "line 11, position 17: expected the property \"target\". ", "save it.")]
    [InlineData("{\"user\": 2, \"target\": 0, \"items\": [0, 5]}", "7", "line 11, position 5: expected StartObject or EndArray, found Number. ", "save it.")]
    [InlineData("bdlm-candidates", "bdlm-pairs", "line 2, position 13: the format is \"bdlm-pairs\"; expected \"bdlm-candidates\". ", "Load it with the type that saved it.")]
    [InlineData("\"version\": 1", "\"version\": 2", "line 3, position 14: the version is 2; expected 1. ", "Load it with the release that saved it, or build the set again.")]
    [InlineData("\"Test\"", "\"Training\"", "line 5, position 12: the stage is \"Training\"; expected \"Validation\" or \"Test\". ", "save it.")]
    [InlineData("\"itemCount\": 6", "\"itemCount\": -6", "line 7, position 16: itemCount is -6; expected at least 0. ", "save it.")]
    [InlineData("  ]\n}\n", "", "line 12, position 1: is not valid JSON (", "The file was cut off or damaged; build the set again and save it.")]
    [InlineData("  ]\n}\n", "  ]\n}\nx", "line 14, position 1: is not valid JSON (", "The file was cut off or damaged; build the set again and save it.")]
    [InlineData("\"user\": 0", "\"user\" 0", "line 10, position 13: is not valid JSON (", "build the set again and save it.")]
    public void Load_DamagedFile_NamesFileLineAndReason(string old, string replacement, string message, string remedy)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("c.json");
        Set().Save(path);
        string text = File.ReadAllText(path);
        Assert.Contains(old, text);
        File.WriteAllText(path, text.Replace(old, replacement));
        var error = Assert.Throws<InvalidDataException>(() => CandidateSet.Load(path));
        Assert.StartsWith($"{path}, {message.Replace("PINNED", Set().Hash)}", error.Message);
        Assert.EndsWith(remedy, error.Message);
    }

    [Fact]
    public void Load_EmptyFile_Throws()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("c.json"), "");
        var error = Assert.Throws<InvalidDataException>(() => CandidateSet.Load(folder.File("c.json")));
        Assert.StartsWith($"{folder.File("c.json")}, line 1, position 1: is not valid JSON (", error.Message);
    }

    [Fact]
    public void Load_MissingFile_Throws()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<FileNotFoundException>(() => CandidateSet.Load(folder.File("none.json")));
        Assert.Equal($"{folder.File("none.json")} does not exist; expected a saved bdlm-candidates file. Build the set and call Save first.", error.Message);
    }

    [Fact]
    public void Constructor_FaultyList_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new CandidateSet(HeldOutStage.Test, 3, 6, "", [Lists[0], new CandidateList(0, [1, 6], 0)]));
        Assert.StartsWith("lists[1]: item is 6; expected a dense id in [0, 6). Build the set with the split's own dense ids.", error.Message);
        error = Assert.Throws<ArgumentException>(() => new CandidateSet(HeldOutStage.Test, 3, 6, "", [new CandidateList(0, [], 0)]));
        Assert.StartsWith("lists[0]: the target's place is 0; expected [0, 0), a place in the list.", error.Message);
    }

    [Fact]
    public void EnsureFits_OtherCounts_Throws()
    {
        Set().EnsureFits(SmallSplits.Train(3, 6));
        var error = Assert.Throws<InvalidOperationException>(() => Set().EnsureFits(SmallSplits.Train(4, 6)));
        Assert.Equal("the candidate set was built for 3 users and 6 items, but the split has 4 and 6. Build the set anew, or load the split that it was built for.", error.Message);
    }

    private static CandidateSet Set(string description = "by hand") => new(HeldOutStage.Test, 3, 6, description, Lists);

    private static string Flat(CandidateList list) => $"{list.User}:{list.TargetIndex}:{string.Join(',', list.Items)}";
}
