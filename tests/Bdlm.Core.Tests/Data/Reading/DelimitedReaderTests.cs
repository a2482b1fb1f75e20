using System.Globalization;
using System.Text;
using FsCheck.Xunit;

namespace Bdlm.Data.Reading;

public sealed class DelimitedReaderTests : IDisposable
{
    private static readonly DelimitedOptions Tabs = new() { Rating = 2, Time = 3 };
    private static readonly DelimitedOptions Named = new() { Delimiter = ",", HasHeader = true, User = "who", Item = "what", Time = "when" };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Positions_GivesRowsInFileOrder()
    {
        InteractionDataSet data = DelimitedReader.Read(_folder.Write("a.tsv", "7\tx\t4\t30\n8\ty\t3.5\t10\n7\ty\t-1\t20"), Tabs);

        Assert.Equal([("7", "x", 4f, 30L), ("8", "y", 3.5f, 10L), ("7", "y", -1f, 20L)], SmallLogs.Rows(data.Log));
        Assert.Equal("item x", data.Catalog[0].Title);
        Assert.Equal(3, data.Report.Interactions);
        Assert.Equal(2, data.Report.ItemsWithoutTitle);
        Assert.Equal([_folder.At("a.tsv")], data.Report.Files);
    }

    [Fact]
    public void Read_NamesInAnyOrder_FindsColumns()
    {
        InteractionDataSet data = DelimitedReader.Read(_folder.Write("a.csv", "when,x,what,who\n1.9e1,0,b,a\n-2.5,0,c,a\n"), Named);

        Assert.Equal([("a", "b", 1f, 19L), ("a", "c", 1f, -3L)], SmallLogs.Rows(data.Log));
    }

    [Fact]
    public void Read_NoRatingAndTime_AreOneAndRowNumber()
    {
        InteractionDataSet data = DelimitedReader.Read(_folder.Write("a.tsv", "a\tb\na\tc\n"), new DelimitedOptions());

        Assert.Equal([("a", "b", 1f, 0L), ("a", "c", 1f, 1L)], SmallLogs.Rows(data.Log));
    }

    [Fact]
    public void Read_BlanksAndEmptyLines_AreTrimmedAndCounted()
    {
        InteractionDataSet data = DelimitedReader.Read(_folder.Write("a.csv", "who,what,when\n\n a , b , 3 \r\n\r\n"), Named);

        Assert.Equal([("a", "b", 1f, 3L)], SmallLogs.Rows(data.Log));
        Assert.Equal(2, data.Report.BlankLines);
    }

    [Fact]
    public void Read_Quotes_MayHoldDelimiterAndQuote()
    {
        var options = new DelimitedItemOptions { Delimiter = ",", Quotes = true, Categories = 2 };
        CatalogSource items = DelimitedReader.ReadItems(_folder.Write("a.csv", "1,\"Say \"\"Hi\"\", Joe\",\"A|B\"\n2,Plain, C\n3,\"\",\"\"\"\"\n"), options);

        Assert.True(items.TryGet("1", out ItemDescription? first));
        Assert.Equal("Say \"Hi\", Joe", first.Title);
        Assert.Equal(["A", "B"], first.Categories);
        Assert.True(items.TryGet("3", out ItemDescription? third));
        Assert.Equal("item 3", third.Title);
        Assert.Equal(["\""], third.Categories);
    }

    [Theory]
    [InlineData("1,\"open,x\n", 3)]
    [InlineData("1,\"a\"b,x\n", 6)]
    public void Read_WrongQuotes_NamesPlace(string text, int column) => ReadingAssert.Fault(
        _folder.Write("a.csv", text),
        1,
        column,
        "a quoted field does not end with a quote before the delimiter \",\"; expected \"…\" with \"\" for a quote inside. Mend the quotes (a field cannot go on in the next line).",
        () => DelimitedReader.ReadItems(_folder.At("a.csv"), new DelimitedItemOptions { Delimiter = ",", Quotes = true }));

    [Fact]
    public void Read_NonAsciiIds_AreOneInEitherEncoding()
    {
        string utf8 = _folder.Write("u.tsv", "é\tñandú-muy-largo\né\t2\n", new UTF8Encoding(true));
        string latin1 = _folder.Write("l.tsv", "é\tñandú-muy-largo\né\t2\n", Encoding.Latin1);

        InteractionLog one = DelimitedReader.Read(utf8, new DelimitedOptions { Encoding = TextEncoding.Latin1 }).Log;
        InteractionLog other = DelimitedReader.Read(latin1, new DelimitedOptions { Encoding = TextEncoding.Latin1 }).Log;

        Assert.Equal([("é", "ñandú-muy-largo", 1f, 0L), ("é", "2", 1f, 1L)], SmallLogs.Rows(one));
        Assert.Equal(SmallLogs.Rows(one), SmallLogs.Rows(other));
    }

    [Fact]
    public void Read_LeadingZeros_AreOtherIds() =>
        Assert.Equal(["7", "07", "0", "00", "99999999", "4194304"], DelimitedReader.Read(_folder.Write("a.tsv", "7\ta\n07\ta\n0\ta\n00\ta\n99999999\ta\n4194304\ta\n"), new DelimitedOptions()).Log.UserMap.Originals);

    [Fact]
    public void Read_LineLongerThanABlock_IsRead()
    {
        string id = new('x', 600_000);

        Assert.Equal([id, "y"], DelimitedReader.Read(_folder.Write("a.tsv", $"1\t{id}\r\n1\ty"), new DelimitedOptions()).Log.ItemMap.Originals);
    }

    [Theory]
    [InlineData(DuplicatePolicy.KeepFirst, new[] { 5f, 4f })]
    [InlineData(DuplicatePolicy.KeepLast, new[] { 4f, 2f })]
    public void Read_RepeatedPair_KeepsOneAndCounts(DuplicatePolicy policy, float[] ratings)
    {
        InteractionDataSet data = DelimitedReader.Read(_folder.Write("a.tsv", "1\t1\t5\t0\n2\t1\t4\t0\n1\t1\t3\t0\n1\t1\t2\t0\n"), Tabs with { Duplicates = policy });

        Assert.Equal(ratings, data.Log.Ratings.ToArray());
        Assert.Equal(2, data.Report.DuplicatePairs);
    }

    [Fact]
    public void Read_RepeatedPairRefused_NamesBothLines() => ReadingAssert.Fault(
        _folder.Write("a.tsv", "1\t9\t5\t0\n\n2\t9\t4\t0\n1\t9\t3\t0\n"),
        4,
        1,
        $"user \"1\" and item \"9\" stand together already in {_folder.At("a.tsv")}, line 1; expected each pair once. Remove the repetition, or set Duplicates to KeepFirst or KeepLast.",
        () => DelimitedReader.Read(_folder.At("a.tsv"), Tabs with { Duplicates = DuplicatePolicy.Error }));

    [Theory]
    [InlineData("1\t2\t3\t4\n1\té\t3\n", 2, 6, "the line has 3 fields; expected 4, separated by \"\\t\". Mend the line, or give the delimiter that the file uses.")]
    [InlineData("1\t2\t3\t4\n1\té\t3\t4\t5\n", 2, 9, "the line has 5 fields; expected 4, separated by \"\\t\". Mend the line, or give the delimiter that the file uses.")]
    [InlineData("1\t2\t3\n", 1, 1, "the line has 3 fields; expected the time at position 3 (from 0). Give the time's column, or the delimiter that the file uses.")]
    [InlineData("é\t2\tfive\t4\n", 1, 5, "rating (field 3) is \"five\"; expected a finite number such as 4 or 3.5. Correct the field or name the column that holds the rating.")]
    [InlineData("1\t2\tNaN\t4\n", 1, 5, "rating (field 3) is \"NaN\"; expected a finite number such as 4 or 3.5. Correct the field or name the column that holds the rating.")]
    [InlineData("1\t2\t3,5\t4\n", 1, 5, "rating (field 3) is \"3,5\"; expected a finite number such as 4 or 3.5. Correct the field or name the column that holds the rating.")]
    [InlineData("1\t2\t3\t4\n1\t2\t3\t2001-01-01\n", 2, 7, "time (field 4) is \"2001-01-01\"; expected a number such as 978300760. Correct the field or name the column that holds the time.")]
    [InlineData("1\t2\t3\t1e300\n", 1, 7, "time (field 4) is \"1e300\"; expected a number such as 978300760. Correct the field or name the column that holds the time.")]
    [InlineData("1\t \t3\t4\n", 1, 3, "item (field 2) is empty; expected an id. Complete the line or remove it.")]
    [InlineData("\t1\t3\t4\n", 1, 1, "user (field 1) is empty; expected an id. Complete the line or remove it.")]
    [InlineData("", 0, 0, "the file is empty; expected at least one interaction. Check that this is the right file and that it was written completely.")]
    [InlineData("\n\n", 0, 0, "the file holds no interaction; expected at least one interaction. Check that this is the right file and that it was written completely.")]
    [InlineData("a\0b", 0, 0, "the file is UTF-16 or not text; expected UTF-8 or Latin-1 text, packed with gzip or not. Convert it to UTF-8.")]
    public void Read_BadFile_NamesPlaceAndRemedy(string text, int line, int column, string problem) =>
        ReadingAssert.Fault(_folder.Write("a.tsv", text), line, column, problem, () => DelimitedReader.Read(_folder.At("a.tsv"), Tabs));

    [Fact]
    public void Read_HeaderOnly_HoldsNoInteraction() => ReadingAssert.Fault(
        _folder.Write("a.csv", "who,what,when\n"),
        0,
        0,
        "the file holds no interaction; expected at least one interaction. Check that this is the right file and that it was written completely.",
        () => DelimitedReader.Read(_folder.At("a.csv"), Named));

    [Fact]
    public void Read_UnknownColumnName_NamesThoseThere() => ReadingAssert.Fault(
        _folder.Write("a.csv", "who,what,time\n1,2,3\n"),
        1,
        1,
        "the header has no column \"when\" for the time; expected one of \"who\", \"what\", \"time\". Name the column that holds the time, or mend the header.",
        () => DelimitedReader.Read(_folder.At("a.csv"), Named));

    [Fact]
    public void Read_InvalidUtf8_NamesByte() => ReadingAssert.Fault(
        _folder.Write("a.tsv", "1\t2\n1\tabéc\n", Encoding.Latin1),
        2,
        5,
        "byte 0xE9 is not valid UTF-8; expected UTF-8 text. Read the file with TextEncoding.Latin1 if it is Latin-1, or convert it to UTF-8.",
        () => DelimitedReader.Read(_folder.At("a.tsv"), new DelimitedOptions()));

    [Fact]
    public void Read_Utf16_IsRefused() => ReadingAssert.Fault(
        _folder.Write("a.tsv", "1\t2\n", Encoding.Unicode),
        0,
        0,
        "the file is UTF-16 or not text; expected UTF-8 or Latin-1 text, packed with gzip or not. Convert it to UTF-8.",
        () => DelimitedReader.Read(_folder.At("a.tsv"), new DelimitedOptions()));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1.01)]
    public void Read_CutOrLengthenedGzip_IsRefused(double share)
    {
        byte[] packed = TempFolder.Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(row => $"{row * 7919 % 1009}\t{row * 104729 % 5003}\n"))));
        byte[] wrong = new byte[(int)(packed.Length * share)];
        packed.AsSpan(0, Math.Min(packed.Length, wrong.Length)).CopyTo(wrong);
        string path = _folder.Write("a.gz", wrong);

        var error = Assert.Throws<DataFormatException>(() => DelimitedReader.Read(path, new DelimitedOptions()));

        Assert.StartsWith($"{path}: the gzip data are damaged (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("); expected a whole gzip file. Fetch the file again.", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public void Read_GzipOfSeveralMembers_IsReadWhole()
    {
        byte[] first = TempFolder.Pack("1\ta\n1"u8.ToArray());
        byte[] second = TempFolder.Pack("\tb\n"u8.ToArray());

        Assert.Equal(["a", "b"], DelimitedReader.Read(_folder.Write("a.gz", [.. first, .. second]), new DelimitedOptions()).Log.ItemMap.Originals);
    }

    [Fact]
    public void Read_MissingFile_NamesIt() => ReadingAssert.MissingFile(_folder.At("no.tsv"), () => DelimitedReader.Read(_folder.At("no.tsv"), Tabs));

    [Fact]
    public void Read_FolderAsFile_SaysSo() => Assert.StartsWith(
        $"{_folder.Path} is a folder; expected a data file. Check the path",
        Assert.Throws<FileNotFoundException>(() => DelimitedReader.Read(_folder.Path, Tabs)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_ItemFile_CountsWhatIsMissing()
    {
        string items = _folder.Write("i.tsv", "x\tTitle X\ny\t\nz\tNever\nx\tAgain\n");

        InteractionDataSet data = DelimitedReader.Read(_folder.Write("a.tsv", "1\tx\n1\ty\n1\tw\n"), new DelimitedOptions(), items, new DelimitedItemOptions());

        Assert.Equal(["Title X", "item y", "item w"], Enumerable.Range(0, 3).Select(item => data.Catalog[item].Title));
        Assert.Equal((2, 1, 1), (data.Report.ItemsWithoutTitle, data.Report.ItemsNeverTaken, data.Report.RepeatedItems));
        Assert.Equal([_folder.At("a.tsv"), items], data.Report.Files);
        Assert.Equal(3, data.Items.Count);
    }

    [Fact]
    public void ReadItems_RepeatedItem_FollowsPolicy()
    {
        string path = _folder.Write("i.tsv", "x\tOne\nx\tTwo\n");

        Assert.True(DelimitedReader.ReadItems(path, new DelimitedItemOptions { Duplicates = DuplicatePolicy.KeepLast }).TryGet("x", out ItemDescription? last));
        Assert.Equal("Two", last.Title);
        ReadingAssert.Fault(
            path,
            2,
            1,
            "item \"x\" is described already in line 1; expected each item once. Remove the repetition, or set Duplicates to KeepFirst or KeepLast.",
            () => DelimitedReader.ReadItems(path, new DelimitedItemOptions { Duplicates = DuplicatePolicy.Error }));
    }

    [Theory]
    [InlineData("", 0, 0, "the file describes no item; expected at least one. Check that this is the right file and that it was written completely.")]
    [InlineData("\tTitle\n", 1, 1, "item (field 1) is empty; expected an id. Complete the line or remove it.")]
    public void ReadItems_BadFile_NamesPlace(string text, int line, int column, string problem) =>
        ReadingAssert.Fault(_folder.Write("i.tsv", text), line, column, problem, () => DelimitedReader.ReadItems(_folder.At("i.tsv"), new DelimitedItemOptions()));

    [Property(MaxTest = 150)]
    public void Read_WrittenRandomLog_ComesBack(int seed)
    {
        var random = new Random(seed);
        InteractionLog log = SmallLogs.Random(seed);
        string delimiter = random.GetItems(["\t", ",", "::", "|", " ", "; ", "aba", "–"], 1)[0];
        string end = random.Next(2) == 0 ? "\n" : "\r\n";
        string text = string.Join(end, SmallLogs.Rows(log).Select(row => string.Join(delimiter, row.Time.ToString(CultureInfo.InvariantCulture), row.Item, row.User, row.Rating.ToString(CultureInfo.InvariantCulture))));
        text += random.Next(2) == 0 ? end : string.Empty;
        string path = random.Next(2) == 0 ? _folder.Write("r", text) : _folder.WriteGzip("r", text);

        InteractionDataSet data = DelimitedReader.Read(path, new DelimitedOptions { Delimiter = delimiter, User = 2, Item = 1, Rating = 3, Time = 0 });

        Assert.Equal(SmallLogs.Rows(log), SmallLogs.Rows(data.Log));
        Assert.Equal(SmallLogs.Rows(log).Select(row => row.User).Distinct(), data.Log.UserMap.Originals);
    }
}
