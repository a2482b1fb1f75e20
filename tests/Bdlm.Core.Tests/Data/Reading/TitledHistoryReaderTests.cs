using Bdlm.Testing;

namespace Bdlm.Data.Reading;

public sealed class TitledHistoryReaderTests : IDisposable
{
    private const string Items = "<a_1>\tTape, 3/4&rdquo;\t0\n<a_2>\tPen&nbsp;Box\t1\n<a_3>\tIt's \"Ink\"\t2\n<a_4>\tGlue\t3\n";
    private const string Header = "user_id,history_item_title,item_title,history_item_id,item_id,history_item_sid,item_sid\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NestedRows_GiveEachItemOnceInOrder()
    {
        InteractionDataSet data = Read(
            "A1,\"['Tape, 3/4&rdquo;', 'Pen&nbsp;Box']\",\"It's \"\"Ink\"\"\",\"[0, 1]\",2,['x'],y\n"
            + "B2,['Glue'],\"Tape, 3/4&rdquo;\",[3],0,['x'],y\n"
            + "A1,\"['Pen&nbsp;Box', \"\"It's \\\"\"Ink\\\"\"\"\"]\",Glue,\"[1, 2]\",3,['x'],y\n");

        Assert.Equal(
            [("A1", "0", 1f, 0L), ("A1", "1", 1f, 1L), ("A1", "2", 1f, 2L), ("B2", "3", 1f, 3L), ("B2", "0", 1f, 4L), ("A1", "3", 1f, 5L)],
            SmallLogs.Rows(data.Log));
        Assert.Equal(["Tape, 3/4”", "Pen Box", "It's \"Ink\"", "Glue"], Enumerable.Range(0, 4).Select(item => data.Catalog[item].Title));
        Assert.Equal(0, data.Report.ItemsWithoutTitle);
    }

    [Fact]
    public void Read_ItemBoughtAgain_IsKeptOnceAndCounted()
    {
        InteractionDataSet data = Read("A1,\"['Glue', 'Glue']\",Pen Box,\"[3, 3]\",1,['x'],y\n");
        Assert.Equal([("A1", "3", 1f, 0L), ("A1", "1", 1f, 2L)], SmallLogs.Rows(data.Log));
        Assert.Equal(1, data.Report.DuplicatePairs);
    }

    [Theory]
    [InlineData("A1,['Glue'],Pen Box,[3],1,s,y\nA1,['Glue'],Glue,[3],3,s,y\n", 3, 18, "history (field 4) of user A1 does not end the user's rows before it; expected the newest of their items, as rows nest. Put the user's rows in their order, or remove the row.")]
    [InlineData("A1,['Glue'],Pen Box,[3,1,s,y\n", 2, 21, "field 4 is \"[3\"; expected a Python list of item indices such as [926, 38]. Mend the list.")]
    [InlineData("A1,['Glue'],Pen Box,\"[3, 0]\",1,s,y\n", 2, 4, "history's titles (field 2) are 1 for 2 items; expected one title an item. Mend the row.")]
    [InlineData("A1,['Glue'],Pen Box,[3],9,s,y\n", 2, 25, "item (field 5) is \"9\", which the item file does not describe; expected one of its 4 indices. Give the item file that belongs to the rows.")]
    [InlineData("A1,['Glue'],Pencil,[3],1,s,y\n", 2, 13, "title (field 3) is \"Pencil\", but the item file calls item 1 \"Pen Box\"; expected the same. Give the item file that belongs to the rows.")]
    [InlineData("A1,['Glue,Pen Box,[3],1,s,y\n", 2, 4, "field 2 is \"['Glue\"; expected a Python list of titles such as ['Tape', 'Pen']. Mend the list.")]
    public void Read_BadRow_IsToldWithItsPlace(string rows, int line, int column, string problem) =>
        ReadingAssert.Fault(_folder.At("valid.csv"), line, column, problem, () => Read(rows));

    [Fact]
    public void Read_MissingColumn_IsTold() => ReadingAssert.Fault(
        _folder.Write("valid.csv", "user_id,item_id\nA,1\n"),
        1,
        1,
        "the header has no column \"history_item_id\" for the history; expected one of \"user_id\", \"item_id\". Name the column that holds the history, or mend the header.",
        () => TitledHistoryReader.Read(_folder.At("valid.csv"), _folder.Write("items.txt", Items)));

    [Fact]
    public void ReadFolder_MissingFile_IsTold()
    {
        _folder.Write("items.txt", Items);
        ReadingAssert.MissingFile(_folder.At("valid.csv"), () => TitledHistoryReader.ReadFolder(Path.GetDirectoryName(_folder.At("x"))!));
    }

    [Theory]
    [InlineData("office", 3459, 1795, 2864, 10_922)]
    [InlineData("industrial", 3686, 2011, 3221, 12_321)]
    public void ReadFolder_Amazon_HasTheCountsOfItsFiles(string folder, int described, int users, int taken, int pairs)
    {
        InteractionDataSet data = TitledHistoryReader.ReadFolder(RealData.Require(folder));
        Assert.Equal((described, users, taken, pairs), (data.Items.Count, data.Log.UserCount, data.Log.ItemCount, data.Log.Count));
        Assert.DoesNotContain(Enumerable.Range(0, data.Catalog.Count), item => data.Catalog[item].Title.Contains("&rdquo;", StringComparison.Ordinal));
    }

    private InteractionDataSet Read(string rows) => TitledHistoryReader.Read(_folder.Write("valid.csv", Header + rows), _folder.Write("items.txt", Items));
}
