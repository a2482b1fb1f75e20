namespace Bdlm.Lab.Experiments.DataSets;

public sealed class DataSetLocationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_KnownName_IsBelowTheRootWithItsFilter()
    {
        Directory.CreateDirectory(_folder.File("health"));
        Assert.Equal(new DataSetLocation(_folder.File("health"), "Amazon Health", CoreFilter.Five), DataSetLocation.Find("health", _folder.FullPath, null));
        Assert.Equal(CoreFilter.None, DataSetLocation.Find("health", _folder.FullPath, CoreFilter.None).Filter);
        Assert.Equal("Amazon Health", DataSetLocation.Find(_folder.File("health"), null, null).Title);
    }

    [Fact]
    public void Find_OtherFolder_IsCalledByItsName() =>
        Assert.Equal(new DataSetLocation(_folder.FullPath, Path.GetFileName(_folder.FullPath), CoreFilter.Targets), DataSetLocation.Find(_folder.FullPath, null, null));

    [Fact]
    public void Find_Nothing_SaysWhatIsKnown() => Assert.Equal(
        $"--dataset is ml-9, which is no folder, and the data folder is {_folder.FullPath}; expected one of ml-100k, ml-1m, office, industrial, grocery, health, or a folder of a known format. Set BDLM_DATA to the folder that holds the data sets.",
        Assert.Throws<DirectoryNotFoundException>(() => DataSetLocation.Find("ml-9", _folder.FullPath, null)).Message);

    [Theory]
    [InlineData("5")]
    [InlineData("5,0")]
    [InlineData("a,5")]
    public void Parse_NoPair_IsRefused(string text)
    {
        Assert.StartsWith($"--core is {text}; expected", Assert.Throws<ArgumentException>(() => CoreFilter.Parse(text)).Message);
        Assert.Equal(new CoreFilter(5, 3), CoreFilter.Parse("5,3"));
    }
}
