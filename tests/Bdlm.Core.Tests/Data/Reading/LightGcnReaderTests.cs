using Bdlm.Testing;

namespace Bdlm.Data.Reading;

public sealed class LightGcnReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Lines_GiveItemsInTheirOrder()
    {
        InteractionDataSet data = LightGcnReader.Read(_folder.Write("t.txt", "3 9 8 7 \r\n4 8\n5\n \n"));

        Assert.Equal([("3", "9", 1f, 0L), ("3", "8", 1f, 1L), ("3", "7", 1f, 2L), ("4", "8", 1f, 3L)], SmallLogs.Rows(data.Log));
        Assert.Equal(["3", "4", "5"], data.Log.UserMap.Originals);
        Assert.Equal(1, data.Report.UsersWithoutItems);
    }

    [Fact]
    public void ReadSplit_TestPairOfTraining_IsLeftOutAndCounted()
    {
        PresplitDataSet data = LightGcnReader.ReadSplit(_folder.Write("train.txt", "0 1 2\n1 2\n2 1\n"), _folder.WriteGzip("test.txt", "0 3 2\n1 1\n"));

        Assert.Equal([(0, 2), (1, 0)], data.Split.Test.Select(target => (target.User, target.Item)));
        Assert.Equal([0, 1], data.Split.Train.ItemsOf(0).ToArray());
        Assert.Equal(4, data.Split.Train.InteractionCount);
        Assert.Equal([0, 1], data.Split.HistoryOfTest(data.Split.Test[0]));
        Assert.Equal(1, data.Report.DuplicatePairs);
        Assert.Equal(1, data.Split.UsersKeptWhole);
        Assert.Empty(data.Split.Validation);
        Assert.Equal(2, data.TestNegatives.Count);
        Assert.All(data.TestNegatives, Assert.Empty);
    }

    [Fact]
    public void ReadSplit_KeepLast_LeavesThePairToTest()
    {
        PresplitDataSet data = LightGcnReader.ReadSplit(_folder.Write("train.txt", "0 1 2\n"), _folder.Write("test.txt", "0 2\n"), new ReadOptions { Duplicates = DuplicatePolicy.KeepLast });

        Assert.Equal([0], data.Split.Train.ItemsOf(0).ToArray());
        Assert.Equal(1, data.Split.Test.Single().Item);
    }

    [Fact]
    public void ReadSplit_RepeatedPairRefused_NamesBothFiles()
    {
        string train = _folder.Write("train.txt", "0 1\n0 2\n");
        ReadingAssert.Fault(
            _folder.Write("test.txt", "0 3\n0 2\n"),
            2,
            1,
            $"user \"0\" and item \"2\" stand together already in {train}, line 2; expected each pair once. Remove the repetition, or set Duplicates to KeepFirst or KeepLast.",
            () => LightGcnReader.ReadSplit(train, _folder.At("test.txt"), new ReadOptions { Duplicates = DuplicatePolicy.Error }));
    }

    [Theory]
    [InlineData("0 1\n1,2,3\n", 2, 1, "user is \"1,2,3\"; expected a whole number from 0, as in \"user item item\". Check that this is LightGCN text, or use DelimitedReader.")]
    [InlineData("0 1 -2\n", 1, 5, "item is \"-2\"; expected a whole number from 0, as in \"user item item\". Check that this is LightGCN text, or use DelimitedReader.")]
    [InlineData("7\n", 0, 0, "the file holds no interaction; expected at least one interaction. Check that this is the right file and that it was written completely.")]
    public void Read_BadFile_NamesPlace(string text, int line, int column, string problem) =>
        ReadingAssert.Fault(_folder.Write("t.txt", text), line, column, problem, () => LightGcnReader.Read(_folder.At("t.txt")));

    [Fact]
    public void Read_MissingFile_NamesIt() => ReadingAssert.MissingFile(_folder.At("no.txt"), () => LightGcnReader.Read(_folder.At("no.txt")));

    [Fact]
    public void ReadSplit_Gowalla_HasItsCounts()
    {
        string folder = RealData.Require("gowalla");

        PresplitDataSet data = LightGcnReader.ReadSplit(Path.Combine(folder, "train.txt"), Path.Combine(folder, "test.txt"));

        Assert.Equal(new DataStatistics(29_858, 40_981, 1_027_370), DataStatistics.Of(data.Log));
        Assert.Equal((810_128, 217_242), (data.Split.Train.InteractionCount, data.Split.Test.Count));
        Assert.Equal((0, 0), (data.Report.DuplicatePairs, data.Split.UsersKeptWhole));
    }

    [Fact]
    public void Read_HealthSequences_HasItsCounts()
    {
        InteractionDataSet data = LightGcnReader.Read(RealData.Require("health/sequences.txt"));

        Assert.Equal(new DataStatistics(38_609, 18_534, 346_355), DataStatistics.Of(data.Log));
    }
}
