using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class InteractionPairSetTests
{
    private static readonly InteractionPair[] Pairs = [new(0, 3, 1), new(2, 0, 5)];

    public static TheoryData<HeldOutStage, int, int, InteractionPair[]> Changed => new()
    {
        { HeldOutStage.Validation, 3, 6, Pairs },
        { HeldOutStage.Test, 4, 6, Pairs },
        { HeldOutStage.Test, 3, 7, Pairs },
        { HeldOutStage.Test, 3, 6, [Pairs[1], Pairs[0]] },
        { HeldOutStage.Test, 3, 6, [Pairs[0]] },
        { HeldOutStage.Test, 3, 6, [Pairs[0], new(1, 0, 5)] },
        { HeldOutStage.Test, 3, 6, [Pairs[0], new(2, 5, 0)] },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Hash_AnyChange_Differs(HeldOutStage stage, int users, int items, InteractionPair[] pairs) =>
        Assert.NotEqual(Set().Hash, new InteractionPairSet(stage, users, items, "by hand", pairs).Hash);

    [Property(MaxTest = 40)]
    public void Build_AnySplit_GivesOneUnknownItemATarget(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed);
        var set = InteractionPairSetBuilder.Build(split, HeldOutStage.Validation, new PopularityNegativeSampler(split.Train), seed);
        var positives = UserPositives.OfAll(split);
        Assert.Equal(split.Validation.Select(target => (target.User, target.Item)), set.Pairs.Select(pair => (pair.User, pair.Positive)));
        Assert.All(set.Pairs, pair => Assert.DoesNotContain(pair.Negative, positives[pair.User]));
        Assert.Equal(set.Hash, InteractionPairSetBuilder.Build(split, HeldOutStage.Validation, new PopularityNegativeSampler(split.Train), seed).Hash);
        Assert.Equal($"Validation: 1 + 1, popularity^1, seed {seed}", set.Description);
    }

    [Fact]
    public void Questions_Pairs_GivePositiveThenNegative() => Assert.Equal(
        [new(0, 3, true), new(0, 1, false), new(2, 0, true), new(2, 5, false)], Set().Questions);

    [Fact]
    public void Save_ThenLoad_GivesTheSameSet()
    {
        using var folder = new TemporaryFolder();
        Set().Save(folder.File("p.json"));
        var loaded = InteractionPairSet.Load(folder.File("p.json"));
        Assert.Equal(Pairs, loaded.Pairs);
        Assert.Equal(
            (HeldOutStage.Test, 3, 6, "by hand", Set().Hash),
            (loaded.Stage, loaded.UserCount, loaded.ItemCount, loaded.Description, loaded.Hash));
        Assert.Contains("    {\"user\": 2, \"positive\": 0, \"negative\": 5}\n", File.ReadAllText(folder.File("p.json")));
    }

    [Theory]
    [InlineData("\"negative\": 5", "\"negative\": 0", "line 11, position 5: item 0 is both positive and negative of user 2; expected different items. Build the set again and save it.")]
    [InlineData("\"negative\": 5", "\"negative\": 6", "line 11, position 5: item is 6; expected a dense id in [0, 6). Build the set again and save it.")]
    [InlineData("\"positive\": 3", "\"positive\": -1", "line 10, position 5: item is -1; expected a dense id in [0, 6). Build the set again and save it.")]
    [InlineData("\"user\": 2", "\"user\": 9", "line 11, position 5: user is 9; expected a dense id in [0, 3). Build the set again and save it.")]
    [InlineData("\"positive\": 3", "\"positive\": 4", "line 8, position 11: the file says hash ")]
    public void Load_DamagedFile_NamesFileLineAndReason(string old, string replacement, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("p.json");
        Set().Save(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, replacement));
        Assert.StartsWith($"{path}, {message}", Assert.Throws<InvalidDataException>(() => InteractionPairSet.Load(path)).Message);
    }

    [Fact]
    public void Constructor_FaultyPair_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new InteractionPairSet(HeldOutStage.Test, 3, 6, "", [Pairs[0], new(3, 1, 2)]));
        Assert.StartsWith("pairs[1]: user is 3; expected a dense id in [0, 3). Build the set with the split's own dense ids.", error.Message);
    }

    [Fact]
    public void EnsureFits_OtherCounts_Throws()
    {
        Set().EnsureFits(SmallSplits.Train(3, 6));
        var error = Assert.Throws<InvalidOperationException>(() => Set().EnsureFits(SmallSplits.Train(3, 5)));
        Assert.Equal("the pair set was built for 3 users and 6 items, but the split has 3 and 5. Build the set anew, or load the split that it was built for.", error.Message);
    }

    private static InteractionPairSet Set() => new(HeldOutStage.Test, 3, 6, "by hand", Pairs);
}
