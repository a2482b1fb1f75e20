using Bdlm.Testing;

namespace Bdlm.Lab.Experiments;

public sealed class ExperimentLoaderTests
{
    [Fact]
    public void Load_GeneratedWorld_IsCheckedForLeaks()
    {
        ExperimentData data = Load(null, seed: 1);
        Assert.NotNull(data.World);
        Assert.Equal(data.Split.Train.InteractionCount, data.Audit.TrainingRows);
        Assert.Equal(data.Graph.EdgeCount, data.Audit.Edges);
        Assert.Equal(2 * 600, data.Audit.CandidateLists);
        Assert.Equal(2 * 600, data.Audit.Pairs);
        Assert.Equal(2 * 600, data.Audit.Prompts);
        Assert.All(data.TestCandidates.Lists, list => Assert.Equal(20, list.Items.Count));
    }

    [Fact]
    public void Load_SameSeed_AsksTheSameQuestions_AnotherSeedDoesNot()
    {
        Assert.Equal(Load(null, seed: 3).TestCandidates.Hash, Load(null, seed: 3).TestCandidates.Hash);
        Assert.NotEqual(Load(null, seed: 3).TestCandidates.Hash, Load(null, seed: 4).TestCandidates.Hash);
    }

    [Fact]
    public void Load_MovieLens_NamesTheDataSetAndHasNoOracle()
    {
        ExperimentData data = Load(RealData.Require("ml-100k"), seed: 1);
        Assert.Null(data.World);
        Assert.StartsWith("MovieLens", data.Name, StringComparison.Ordinal);
        Assert.Equal((943, 1682, 100_000), (data.Log.UserCount, data.Log.ItemCount, data.Log.Count));
    }

    [Fact]
    public void Load_QuickOptions_ShrinkTheScaleButNotTheQuestions()
    {
        ExperimentData quick = ExperimentLoader.Load(new ExperimentOptions(null, "unused", 1, null, Quick: true));
        ExperimentData whole = Load(null, seed: 1);
        Assert.True(quick.Scale.Epochs < whole.Scale.Epochs);
        Assert.Equal(whole.TestCandidates.Hash, quick.TestCandidates.Hash);
        Assert.Equal(7, ExperimentLoader.Load(new ExperimentOptions(null, "unused", 1, Epochs: 7, Quick: true)).Scale.Epochs);
    }

    private static ExperimentData Load(string? folder, int seed) => ExperimentLoader.Load(new ExperimentOptions(folder, "unused", seed, null, false));
}
