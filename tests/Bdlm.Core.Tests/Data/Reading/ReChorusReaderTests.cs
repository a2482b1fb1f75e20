using Bdlm.Testing;

namespace Bdlm.Data.Reading;

public sealed class ReChorusReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadFolder_AllFiles_GivesSplitNegativesAndCategories()
    {
        WriteAll();

        PresplitDataSet data = ReChorusReader.ReadFolder(_folder.Path);

        IdMap items = data.Log.ItemMap;
        Assert.Equal(["1", "2", "3", "4", "5", "6"], items.Originals);
        Assert.Equal(3, data.Split.Train.InteractionCount);
        Assert.Equal(new HeldOutInteraction(0, items.Dense("3"), 30), data.Split.Validation.Single());
        Assert.Equal(["4", "5"], data.ValidationNegatives.Single().Select(items.Original));
        Assert.Equal([["6", "6"], []], data.TestNegatives.Select(list => list.Select(items.Original)));
        Assert.Equal([0, 1, 2], data.Split.HistoryOfTest(data.Split.Test[0]));
        Assert.Equal(["7"], data.Catalog[0].Categories);
        Assert.Equal("Two", data.Catalog[1].Title);
        Assert.Equal((5, 1, 2), (data.Report.ItemsWithoutTitle, data.Report.ItemsNeverTaken, data.Report.NegativesEqualToPositive));
    }

    [Fact]
    public void ReadFolder_HeldOutPairOfTraining_GoesWithItsNegatives()
    {
        WriteAll();
        _folder.Write("test.csv", "user_id\titem_id\ttime\tneg_items\n1\t2\t40\t[1]\n2\t3\t41\t[5, 6]\n");

        PresplitDataSet data = ReChorusReader.ReadFolder(_folder.Path);

        Assert.Equal(1, data.Report.DuplicatePairs);
        Assert.Equal(data.Log.UserMap.Dense("2"), data.Split.Test.Single().User);
        Assert.Equal(["5", "6"], data.TestNegatives.Single().Select(data.Log.ItemMap.Original));
    }

    [Fact]
    public void Shuffle_AllParts_AreRenumberedAlike()
    {
        WriteAll();
        PresplitDataSet data = ReChorusReader.ReadFolder(_folder.Path);

        PresplitDataSet shuffled = data.Shuffle(11);

        Assert.Equal(SmallLogs.Rows(data.Log), SmallLogs.Rows(shuffled.Log));
        Assert.Equal(["4", "5"], shuffled.ValidationNegatives.Single().Select(shuffled.Log.ItemMap.Original));
        Assert.Equal("Two", shuffled.Catalog[shuffled.Log.ItemMap.Dense("2")].Title);
        Assert.Equal("3", shuffled.Log.ItemMap.Original(shuffled.Split.Validation.Single().Item));
    }

    [Fact]
    public void Read_OneFileWithLabels_GivesRatings()
    {
        string path = _folder.Write("a.csv", "label\titem_id\tuser_id\n1\ta\tb\n0\tc\tb\n");

        Assert.Equal([("b", "a", 1f, 0L), ("b", "c", 0f, 1L)], SmallLogs.Rows(ReChorusReader.Read(path).Log));
    }

    [Theory]
    [InlineData("3, 4")]
    [InlineData("[3,,4]")]
    public void ReadFolder_WrongList_NamesPlace(string list)
    {
        WriteAll();
        ReadingAssert.Fault(
            _folder.Write("dev.csv", $"user_id\titem_id\ttime\tneg_items\n1\t3\t30\t{list}\n"),
            2,
            8,
            $"negatives (field 4) are \"{list}\"; expected item ids in brackets such as [3, 17]. Mend the list.",
            () => ReChorusReader.ReadFolder(_folder.Path));
    }

    [Fact]
    public void ReadFolder_NoTraining_NamesFile() => ReadingAssert.MissingFile(_folder.At("train.csv"), () => ReChorusReader.ReadFolder(_folder.Path));

    [Fact]
    public void Read_NoItemColumn_NamesThoseThere() => ReadingAssert.Fault(
        _folder.Write("a.csv", "user_id\titem\n1\t2\n"),
        1,
        1,
        "the header has no column \"item_id\" for the item; expected one of \"user_id\", \"item\". Name the column that holds the item, or mend the header.",
        () => ReChorusReader.Read(_folder.At("a.csv")));

    [Fact]
    public void ReadFolder_Grocery_HasItsCounts()
    {
        PresplitDataSet data = ReChorusReader.ReadFolder(RealData.Require("grocery"));

        Assert.Equal((14_681, 8_713), (data.Log.UserCount, data.Log.ItemCount));
        Assert.Equal((121_892, 14_681, 0), (data.Split.Train.InteractionCount, data.Split.Validation.Count, data.Split.Test.Count));
        Assert.All(data.ValidationNegatives, list => Assert.Equal(99, list.Count));
        Assert.Equal(["554", "7629"], data.ValidationNegatives[0].Take(2).Select(data.Log.ItemMap.Original));
        Assert.Equal((8_713, 0), (data.Report.ItemsWithoutTitle, data.Report.DuplicatePairs));
        Assert.Equal(["0"], data.Catalog[data.Log.ItemMap.Dense("1")].Categories);
    }

    private void WriteAll()
    {
        _folder.Write("train.csv", "user_id\titem_id\ttime\n1\t1\t10\n1\t2\t20\n2\t2\t5\n");
        _folder.Write("dev.csv", "user_id\titem_id\ttime\tneg_items\n1\t3\t30\t[4, 5]\n");
        _folder.Write("test.csv", "user_id\titem_id\ttime\tneg_items\n1\t6\t40\t[6, 6]\n2\t3\t41\t[]\n");
        _folder.Write("item_meta.csv", "item_id\ti_category\ti_title\n1\t7\t\n2\t7\tTwo\n9\t8\tNine\n");
    }
}
