using Bdlm.Testing;

namespace Bdlm.Data.Reading;

public sealed class CollmReaderTests : IDisposable
{
    private const string Row = "{\"uid\": 7, \"iid\": 5, \"label\": 1, \"timestamp\": 90, \"his\": [0, 4], \"his_title\": [\"\", \"Babe\"], \"title\": \"Antz\", \"flag\": -1.0}\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadFolder_Rows_AreReadWithoutPadding()
    {
        _folder.WriteGzip("train.jsonl.gz", Row + Row.Replace("\"label\": 1", "\"label\": 0").Replace("\"uid\": 7", "\"uid\": 2"));
        _folder.Write("valid.jsonl", Row.Replace("[0, 4]", "[0, 0]").Replace("[\"\", \"Babe\"]", "[\"\", \"\"]").Replace("\"iid\": 5", "\"iid\": 6").Replace("Antz", "Speed"));

        PreferenceDataSet data = CollmReader.ReadFolder(Folder);

        Assert.Equal(["7", "2"], data.UserMap.Originals);
        Assert.Equal(["5", "4", "6"], data.ItemMap.Originals);
        Assert.Equal(["Antz", "Babe", "Speed"], Enumerable.Range(0, 3).Select(item => data.Catalog[item].Title));
        Assert.Equal([(0, 0, true, 90L), (1, 0, false, 90L)], data.Train.Select(row => (row.User, row.Item, row.Liked, row.Time)));
        Assert.Equal([1], data.Train[0].History);
        Assert.Empty(Assert.Single(data.Validation).History);
        Assert.Empty(data.Test);
        Assert.Equal([0], data.LikedTrain().ItemsOf(0).ToArray());
        Assert.Empty(data.LikedTrain().ItemsOf(1).ToArray());
    }

    [Fact]
    public void Shuffle_Data_KeepsWhatOriginalIdsSay()
    {
        _folder.Write("train.jsonl", Row);
        _folder.Write("valid.jsonl", Row.Replace("\"uid\": 7", "\"uid\": 2"));
        PreferenceDataSet data = CollmReader.ReadFolder(Folder).Shuffle(3);
        Preference row = data.Train[0];
        Assert.Equal(("7", "5", "4"), (data.UserMap.Original(row.User), data.ItemMap.Original(row.Item), data.ItemMap.Original(row.History[0])));
        Assert.Equal("Antz", data.Catalog[row.Item].Title);
        Assert.Equal("2", data.UserMap.Original(data.Validation[0].User));
    }

    [Theory]
    [InlineData("\"label\": 1", "\"label\": 2", 22, "label is 2; expected 0 or 1. Mend the line.")]
    [InlineData("\"uid\": 7, ", "", 1, "uid is missing; expected a property of that name. Mend the line.")]
    [InlineData("[0, 4]", "[0, \"4\"]", 51, "his is [0, \"4\"]; expected a list of whole numbers. Mend the line.")]
    [InlineData("[0, 4]", "[4]", 63, "his_title is 2 titles for 1 items; expected one title an item. Mend the line.")]
    [InlineData("\"iid\": 5", "\"iid\": 0", 12, "iid is 0; expected an item above 0, as 0 pads histories. Mend the line.")]
    [InlineData("\"Antz\"", "7", 93, "title is 7; expected a text. Mend the line.")]
    public void ReadFolder_BadRow_IsToldWithItsPlace(string part, string other, int column, string problem)
    {
        _folder.Write("train.jsonl", Row);
        ReadingAssert.Fault(_folder.Write("valid.jsonl", "\n" + Row.Replace(part, other)), 2, column, problem, () => CollmReader.ReadFolder(Folder));
    }

    [Fact]
    public void ReadFolder_TwoTitlesOfAnItem_AreTold()
    {
        _folder.Write("train.jsonl", Row);
        ReadingAssert.Fault(
            _folder.Write("valid.jsonl", Row.Replace("Antz", "Ants")), 1, 93, "title is \"Ants\" for item 5, which was called \"Antz\" before; expected one title an item. Mend the line.", () => CollmReader.ReadFolder(Folder));
    }

    [Fact]
    public void ReadFolder_NoJson_IsTold()
    {
        string path = _folder.Write("train.jsonl", Row + "{\"uid\": }\n");
        var fault = Assert.Throws<DataFormatException>(() => CollmReader.ReadFolder(Folder));
        Assert.StartsWith($"{path}(2,9): the line is no JSON (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFolder_Collm_HasTheCountsOfItsFiles()
    {
        PreferenceDataSet data = CollmReader.ReadFolder(RealData.Require("collm-ml-1m"));
        Assert.Equal((33_891, 10_401, 0), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal((18_191, 5_495), (data.Train.Count(row => row.Liked), data.Validation.Count(row => row.Liked)));
        Assert.Equal(18_191, data.LikedTrain().InteractionCount);
    }

    private string Folder => Path.GetDirectoryName(_folder.At("x"))!;
}
