using Bdlm.Data;

namespace Bdlm.Lab.Backbone.Texts;

public sealed class ItemFactsReaderTests
{
    [Theory]
    [InlineData("Toy Story (1995)", "Toy Story", 1995, 1990)]
    [InlineData("Land Before Time III, The (1995) (V)", "Land Before Time III, The", 1995, 1990)]
    [InlineData("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968, 1960)]
    [InlineData("HP 74 Ink (CB335WN)", "HP 74 Ink (CB335WN)", null, null)]
    [InlineData("(1990)", "(1990)", null, null)]
    public void Read_Titles_FindsNameYearAndDecade(string title, string name, int? year, int? decade)
    {
        ItemFacts item = Assert.Single(ItemFactsReader.Read(new ItemCatalog([new ItemDescription(title, ["Comedy"])])));
        Assert.Equal((title, name, year, decade), (item.Title, item.Name, item.Year, item.Decade));
    }

    [Fact]
    public void Read_Categories_BecomeTopicsInLowerCase()
    {
        IReadOnlyList<ItemFacts> items = ItemFactsReader.Read(new ItemCatalog([new ItemDescription("A", ["Sci-Fi", "Comedy", "comedy"]), new ItemDescription("B", [])]));
        Assert.Equal(["sci-fi", "comedy"], items[0].Topics);
        Assert.Empty(items[1].Topics);
    }

    [Fact]
    public void Read_WithoutAnyCategory_TakesWordsThatTitlesShare()
    {
        string[] titles = ["Black Ink Pens", "Blue Ink Pens", "Red Ink Pens", "Pens with labels", .. Enumerable.Range(0, 20).Select(number => $"Thing {number}")];
        IReadOnlyList<ItemFacts> items = ItemFactsReader.Read(new ItemCatalog(titles.Select(title => new ItemDescription(title, []))));
        // "Ink" has three letters, "labels" stands once, "Thing" in more than a fifth of the titles.
        Assert.Equal(["pens"], items[0].Topics);
        Assert.Empty(items[10].Topics);
    }
}
