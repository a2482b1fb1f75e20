namespace Bdlm.Data.Reading;

public sealed class RecBoleReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadFolder_AtomicFiles_GivesLogAndCatalogue()
    {
        _folder.Write("x.inter", "item_id:token\tuser_id:token\ttimestamp:float\trating:float\nB0\tA1\t9.78e8\t4.0\nB2\tA1\t978000001.7\t3\n");
        _folder.WriteGzip("x.item.gz", "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\nB0\tToy Story\t1995\tAnimation Comedy\nB2\t\t1995\t\n");

        InteractionDataSet data = RecBoleReader.ReadFolder(_folder.Path);

        Assert.Equal([("A1", "B0", 4f, 978000000L), ("A1", "B2", 3f, 978000001L)], SmallLogs.Rows(data.Log));
        Assert.Equal("Toy Story", data.Catalog[0].Title);
        Assert.Equal(["Animation", "Comedy"], data.Catalog[0].Categories);
        Assert.Equal("item B2", data.Catalog[1].Title);
        Assert.Empty(data.Catalog[1].Categories);
        Assert.Equal(1, data.Report.ItemsWithoutTitle);
    }

    [Fact]
    public void Read_OtherFieldNames_AreGivenInOptions()
    {
        string inter = _folder.Write("x.inter", "u:token\ti:token\n1\t2\n");
        string item = _folder.Write("x.item", "i:token\tlabel:token\tkind:token\n2\tA b\tBig thing\n");
        var options = new RecBoleOptions { UserField = "u", ItemField = "i", TitleFields = ["label"], CategoryFields = ["kind"] };

        InteractionDataSet data = RecBoleReader.Read(inter, item, options);

        Assert.Equal("A b", data.Catalog[0].Title);
        Assert.Equal(["Big thing"], data.Catalog[0].Categories);
    }

    [Theory]
    [InlineData("user_id\titem_id:token\n1\t2\n", 1, "\"user_id\" has no known type; expected name:type with one of token, token_seq, float, float_seq. Mend the header, or use DelimitedReader.")]
    [InlineData("user_id:token\titem_id:text\n1\t2\n", 15, "\"item_id:text\" has no known type; expected name:type with one of token, token_seq, float, float_seq. Mend the header, or use DelimitedReader.")]
    [InlineData("user_id:token\titem_id:float\n1\t2\n", 15, "\"item_id\" is of type float; expected token. Give another field's name in RecBoleOptions, or mend the header.")]
    [InlineData("uid:token\titem_id:token\n1\t2\n", 1, "the header has no field \"user_id\"; expected it among \"uid\", \"item_id\". Give the field's name in RecBoleOptions.")]
    public void Read_BadHeader_NamesPlace(string text, int column, string problem) =>
        ReadingAssert.Fault(_folder.Write("x.inter", text), 1, column, problem, () => RecBoleReader.Read(_folder.At("x.inter")));

    [Fact]
    public void ReadFolder_NoneOrSeveral_SaysSo()
    {
        Assert.Equal($"{_folder.Path} holds no .inter file; expected one such as ml-100k.inter. Unpack the data set there.", Assert.Throws<FileNotFoundException>(() => RecBoleReader.ReadFolder(_folder.Path)).Message);
        _folder.Write("a.inter", "x");
        _folder.Write("b.inter", "x");
        Assert.Equal($"{_folder.Path} holds 2 .inter files; expected one. Name the file with Read.", Assert.Throws<FileNotFoundException>(() => RecBoleReader.ReadFolder(_folder.Path)).Message);
    }
}
