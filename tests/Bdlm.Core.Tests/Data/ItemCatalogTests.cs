namespace Bdlm.Data;

public class ItemCatalogTests
{
    private static readonly ItemCatalog Catalog = new([new ItemDescription("A", ["x"]), new ItemDescription("B", [])]);

    [Fact]
    public void Indexer_KnownItem_DescribesIt() => Assert.Equal("B", Catalog[1].Title);

    [Fact]
    public void Indexer_ItemOutOfRange_NamesRange() => Assert.StartsWith(
        "item is 2; expected a dense id in [0, 2). Build the catalogue for the same IdMap as the log.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Catalog[2]).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ToSource_AlignedAgain_FollowsOtherOrder()
    {
        ItemCatalog other = Catalog.ToSource(new IdMap(["10", "20"])).AlignTo(new IdMap(["20", "10"]));

        Assert.Equal(["B", "A"], [other[0].Title, other[1].Title]);
    }

    [Fact]
    public void ToSource_OtherMap_NamesSizes() => Assert.StartsWith(
        "itemMap has 1 items; expected 2, as the catalogue has. Give the map of the log that the catalogue was made for.",
        Assert.Throws<ArgumentException>(() => Catalog.ToSource(new IdMap(["10"]))).Message,
        StringComparison.Ordinal);
}
