namespace Bdlm.Data;

public class CatalogSourceTests
{
    private static readonly CatalogSource Source = new(
    [
        KeyValuePair.Create("5", new ItemDescription("Five", ["odd"])),
        KeyValuePair.Create("6", new ItemDescription("Six", [])),
    ]);

    [Fact]
    public void AlignTo_Map_TakesItsOrderAndNamesTheRest()
    {
        ItemCatalog catalog = Source.AlignTo(new IdMap(["6", "9", "5"]));

        Assert.Equal(["Six", "item 9", "Five"], Enumerable.Range(0, 3).Select(item => catalog[item].Title));
        Assert.Equal(["odd"], catalog[2].Categories);
        Assert.Empty(catalog[1].Categories);
    }

    [Fact]
    public void CountUntitled_Map_CountsFallbacks() => Assert.Equal(1, Source.CountUntitled(new IdMap(["6", "9", "5"])));

    [Fact]
    public void Constructor_RepeatedItem_NamesIt() => Assert.StartsWith(
        "items describes \"5\" twice; expected each original id once. Remove the repetition.",
        Assert.Throws<ArgumentException>(() => new CatalogSource([.. Entries(), .. Entries()])).Message,
        StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, ItemDescription>> Entries() => [KeyValuePair.Create("5", new ItemDescription("Five", []))];
}
