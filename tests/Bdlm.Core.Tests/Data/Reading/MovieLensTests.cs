using System.Text;
using Bdlm.Testing;

namespace Bdlm.Data.Reading;

public sealed class MovieLensTests : IDisposable
{
    private const string NoFlags = "|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_DatLayout_GivesLogAndCatalogue()
    {
        _folder.Write("ratings.dat", "1::10::5::978300760\r\n1::20::3::978302109\r\n2::10::4::978301968", Encoding.Latin1);
        _folder.Write("movies.dat", "10::Misérables, Les (1995)::Drama|Musical\n20::Heat (1995)::Action\n30::Unseen (1990)::Comedy\n", Encoding.Latin1);

        InteractionDataSet data = MovieLens.Read(_folder.Path);

        Assert.Equal([("1", "10", 5f, 978300760L), ("1", "20", 3f, 978302109L), ("2", "10", 4f, 978301968L)], SmallLogs.Rows(data.Log));
        Assert.Equal("Misérables, Les (1995)", data.Catalog[0].Title);
        Assert.Equal(["Drama", "Musical"], data.Catalog[0].Categories);
        Assert.Equal((2, 3, 1), (data.Catalog.Count, data.Items.Count, data.Report.ItemsNeverTaken));
    }

    [Fact]
    public void Read_TabLayoutPacked_GivesGenresOfFlags()
    {
        _folder.WriteGzip("u.data.gz", "196\t2\t3\t881250949\n186\t1\t3\t891717742\n");
        _folder.Write("u.item", "1|Toy Story (1995)|01-Jan-1995||http://x|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n2|unknown||||1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|1\n");

        InteractionDataSet data = MovieLens.Read(_folder.Path);

        Assert.Equal(["196", "186"], data.Log.UserMap.Originals);
        Assert.Equal(["Animation", "Children's", "Comedy"], data.Catalog[1].Categories);
        Assert.Equal(["Western"], data.Catalog[0].Categories);
    }

    [Fact]
    public void Read_CsvLayout_GivesQuotedTitles()
    {
        _folder.Write("ratings.csv", "userId,movieId,rating,timestamp\n1,11,3.5,1147880044\n");
        _folder.Write("movies.csv", "movieId,title,genres\n11,\"American President, The (1995)\",Comedy|Romance\n12,Other,(no genres listed)\n");

        InteractionDataSet data = MovieLens.Read(_folder.Path);

        Assert.Equal([("1", "11", 3.5f, 1147880044L)], SmallLogs.Rows(data.Log));
        Assert.Equal("American President, The (1995)", data.Catalog[0].Title);
        Assert.True(data.Items.TryGet("12", out ItemDescription? other));
        Assert.Empty(other.Categories);
    }

    [Fact]
    public void WithLog_FilteredAndShuffled_CatalogueFollows()
    {
        _folder.Write("ratings.dat", "1::10::5::1\n1::20::3::2\n2::30::4::3\n");
        _folder.Write("movies.dat", "10::Ten::A\n20::Twenty::B\n30::Thirty::C\n");
        InteractionDataSet data = MovieLens.Read(_folder.Path);

        InteractionDataSet changed = data.WithLog(IdShuffle.Apply(RatingThreshold.Apply(data.Log, 4), 3));

        Assert.Equal(2, changed.Catalog.Count);
        Assert.Equal("Ten", changed.Catalog[changed.Log.ItemMap.Dense("10")].Title);
        Assert.Equal("Thirty", changed.Catalog[changed.Log.ItemMap.Dense("30")].Title);
    }

    [Fact]
    public void Read_FolderWithoutData_NamesWhatIsExpected() => Assert.Equal(
        $"{_folder.Path} holds none of u.data, ratings.dat and ratings.csv; expected a MovieLens folder with u.data and u.item, ratings.dat and movies.dat, or ratings.csv and movies.csv. Unpack the data set there.",
        Assert.Throws<FileNotFoundException>(() => MovieLens.Read(_folder.Path)).Message);

    [Fact]
    public void Read_MissingFolder_NamesIt() => Assert.StartsWith(
        $"{_folder.At("no")} is not a folder; expected the folder that holds the data files. Check the path",
        Assert.Throws<DirectoryNotFoundException>(() => MovieLens.Read(_folder.At("no"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_MissingItemFile_NamesIt()
    {
        _folder.Write("u.data", "1\t1\t1\t1\n");

        ReadingAssert.MissingFile(_folder.At("u.item"), () => MovieLens.Read(_folder.Path));
    }

    [Fact]
    public void Read_WrongFieldCount_NamesPlace()
    {
        _folder.Write("movies.dat", "10::Ten::A\n");
        ReadingAssert.Fault(
            _folder.Write("ratings.dat", "1::10::5\n"),
            1,
            9,
            "the line has 3 fields; expected 4, separated by \"::\". Mend the line, or give the delimiter that the file uses.",
            () => MovieLens.Read(_folder.Path));
    }

    [Fact]
    public void Read_WrongGenreFlag_NamesPlace()
    {
        _folder.Write("u.data", "1\t1\t1\t1\n");
        ReadingAssert.Fault(
            _folder.Write("u.item", "1|Toy||||0|2|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0\n"),
            1,
            12,
            "Action (field 7) is \"2\"; expected 0 or 1. Correct the flag.",
            () => MovieLens.Read(_folder.Path));
        _folder.Write("u.item", $"1|Toy|||{NoFlags}\n");
        Assert.Empty(MovieLens.Read(_folder.Path).Catalog[0].Categories);
    }

    [Theory]
    [InlineData("ml-100k", 943, 1682, 100_000, 1682)]
    [InlineData("ml-1m", 6040, 3706, 1_000_209, 3883)]
    public void Read_RealData_HasItsCounts(string folder, int users, int items, int ratings, int titles)
    {
        InteractionDataSet data = MovieLens.Read(RealData.Require(folder));

        Assert.Equal(new DataStatistics(users, items, ratings), DataStatistics.Of(data.Log));
        Assert.Equal(titles, data.Items.Count);
        Assert.Equal((0, 0, 0, titles - items), (data.Report.DuplicatePairs, data.Report.BlankLines, data.Report.ItemsWithoutTitle, data.Report.ItemsNeverTaken));
        Assert.Equal("Toy Story (1995)", data.Catalog[data.Log.ItemMap.Dense("1")].Title);
        Assert.Equal(["Animation", "Children's", "Comedy"], data.Catalog[data.Log.ItemMap.Dense("1")].Categories);
        DataSplit split = LeaveOneOutSplit.Apply(data.Log);
        Assert.Equal((users, users, 0), (split.Test.Count, split.Validation.Count, split.UsersKeptWhole));
    }

    [Fact]
    public void Read_LatinTitle_KeepsItsAccent() =>
        Assert.Contains("Misérables", MovieLens.Read(RealData.Require("ml-1m")).Items.AlignTo(new IdMap(["73"]))[0].Title, StringComparison.Ordinal);

    [Fact]
    public void Read_MillionRatings_AllocatesNoStringAField()
    {
        string folder = RealData.Require("ml-1m");
        long before = GC.GetAllocatedBytesForCurrentThread();

        InteractionDataSet data = MovieLens.Read(folder);

        // The columns with their line numbers take 24 bytes a row, finding repeated pairs 4, and the block, id maps and
        // titles a few more. One string a field would add 4 × 32.
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)data.Log.Count;
        Assert.InRange(bytes, 20, 64);
    }
}
