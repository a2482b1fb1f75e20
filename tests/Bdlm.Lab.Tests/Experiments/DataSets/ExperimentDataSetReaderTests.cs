using Bdlm.Data;
using Bdlm.Testing;

namespace Bdlm.Lab.Experiments.DataSets;

public sealed class ExperimentDataSetReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FolderOfAnyFormat_IsFilteredAndNamed()
    {
        ExperimentDataSet set = ExperimentDataSetReader.Read(Find(TinyData.ReChorus(_folder.File("shop"))), seed: 1);
        // The users that hold every item once have a single interaction and no target.
        Assert.Equal(("shop", TinyData.Users, ItemText.None), (set.Name, set.Log.UserCount, set.Text));
        Assert.Equal(new DataStatistics(TinyData.Users + TinyData.Items, TinyData.Items, (TinyData.Users * 8) + TinyData.Items), set.Before);
        Assert.Equal((TinyData.Users, TinyData.Users * 8), (set.After.Users, set.After.Interactions));
    }

    [Fact]
    public void Read_Sequences_KeepTheirOrderAndHaveNoText()
    {
        Directory.CreateDirectory(_folder.File("s"));
        File.WriteAllText(Path.Combine(_folder.File("s"), "sequences.txt"), "1 5 9 7 3\n2 9 5 3 8\n");
        ExperimentDataSet set = ExperimentDataSetReader.Read(Find(_folder.File("s")), seed: 1);
        DataSplit split = LeaveOneOutSplit.Apply(set.Log);
        int user = set.Log.UserMap.Dense("1");
        Assert.Equal(ItemText.None, set.Text);
        Assert.Equal(["5", "9"], split.Train.ItemsOf(user).ToArray().Select(set.Log.ItemMap.Original));
        Assert.Equal("3", set.Log.ItemMap.Original(split.Test.Single(target => target.User == user).Item));
    }

    [Fact]
    public void Read_DataWithoutOrder_AreRefused() => Assert.StartsWith(
        $"{_folder.File("g")} is of the format lightgcn, which tells no order of a user's interactions;",
        Assert.Throws<NotSupportedException>(() => ExperimentDataSetReader.Read(Find(TinyData.LightGcn(_folder.File("g"))), seed: 1)).Message);

    [Fact]
    public void Read_FilterThatLeavesNothing_IsTold() => Assert.EndsWith(
        "of which users of 99 or more and items of 1 or more interactions leave none. Lower --core.",
        Assert.Throws<InvalidDataException>(() => ExperimentDataSetReader.Read(Find(TinyData.MovieLens(_folder.File("m"))) with { Filter = new CoreFilter(99, 1) }, seed: 1)).Message);

    [Theory]
    [InlineData("office", "Titles", 1763)]
    [InlineData("industrial", "Titles", 1947)]
    [InlineData("grocery", "Categories", 0)]
    public void Read_Amazon_HasTargetsForEveryUser(string name, string text, int users)
    {
        string root = Path.GetDirectoryName(RealData.Require(name))!;
        ExperimentDataSet set = ExperimentDataSetReader.Read(DataSetLocation.Find(name, root, filter: null), seed: 1);
        Assert.Equal(text, set.Text.ToString());
        Assert.Equal(users == 0 ? set.Log.UserCount : users, set.Log.UserCount);
        Assert.Equal(0, LeaveOneOutSplit.Apply(set.Log).UsersKeptWhole);
        Assert.True(set.After.Interactions <= set.Before.Interactions);
    }

    [Fact]
    public void Read_Health_HasTheCountsOfItsFile()
    {
        string root = Path.GetDirectoryName(RealData.Require("health"))!;
        ExperimentDataSet set = ExperimentDataSetReader.Read(DataSetLocation.Find("health", root, CoreFilter.None), seed: 1);
        Assert.Equal(new DataStatistics(38_609, 18_534, 346_355), set.Before);
        Assert.Equal(set.Before, set.After);
    }

    [Fact]
    public void Build_Office_AuditsItsQuestions()
    {
        string root = Path.GetDirectoryName(RealData.Require("office"))!;
        ExperimentDataSet set = ExperimentDataSetReader.Read(DataSetLocation.Find("office", root, null), seed: 1);
        ExperimentData data = ExperimentDataBuilder.Build(set, new LabScale(), CandidateMix.Paper, questionSeed: 1);
        Assert.Equal(2 * set.Log.UserCount, data.Audit.CandidateLists);
        Assert.Equal("half popularity^1, half text similarity (nearest 50)", data.Sampler.Description);
        Assert.Equal((1795, 10_922), (data.AsRead!.Users, data.AsRead.Interactions));
        Assert.Equal("users of 3 or more and items of 1 or more interactions", data.Filtering);
        ExperimentData shuffled = ShuffledCatalog.In(data, seed: 1);
        Assert.Equal(data.TestCandidates.Hash, shuffled.TestCandidates.Hash);
        Assert.NotEqual(data.Catalog[0].Title, shuffled.Catalog[0].Title);
        Assert.All(data.TestCandidates.Lists, list => Assert.Equal(20, list.Items.Count));
    }

    private static DataSetLocation Find(string folder) => DataSetLocation.Find(folder, root: null, filter: null);
}
