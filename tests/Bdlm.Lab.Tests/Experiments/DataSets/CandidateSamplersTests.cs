using Bdlm.Data;
using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments.DataSets;

public sealed class CandidateSamplersTests
{
    private const int Items = 200;

    // Items 0 to 99 were taken, 0 to 9 of them most often; 100 to 109 share a word with the positive 50, and nobody took them.
    private static readonly TrainView Train = Log();
    private static readonly ItemCatalog Titles = new(Enumerable.Range(0, Items).Select(item => new ItemDescription(Word(item), [])));
    private static readonly ItemCatalog Categories = new(Enumerable.Range(0, Items).Select(item => new ItemDescription(CatalogSource.TitleWithoutName(item.ToString(System.Globalization.CultureInfo.InvariantCulture)), [Word(item)])));

    [Fact]
    public void Create_Paper_DrawsHalfByPopularityAndHalfByText()
    {
        foreach ((ItemCatalog catalog, ItemText text) in new[] { (Titles, ItemText.Titles), (Categories, ItemText.Categories) })
        {
            INegativeSampler sampler = CandidateSamplers.Create(CandidateMix.Paper, Train, catalog, text);
            int[] drawn = Draw(sampler, 20);
            Assert.Equal(10, drawn.Count(item => item < 100));
            Assert.Equal(10, drawn.Count(item => item is >= 100 and < 110));
            Assert.StartsWith("half popularity^1, half text similarity", sampler.Description);
        }
    }

    [Fact]
    public void Create_PaperWithoutText_IsPopularityAloneAndSaysSo()
    {
        INegativeSampler sampler = CandidateSamplers.Create(CandidateMix.Paper, Train, Titles, ItemText.None);
        Assert.All(Draw(sampler, 20), item => Assert.InRange(item, 0, 99));
        Assert.Equal("popularity^1 alone, as the items have no text", sampler.Description);
    }

    [Fact]
    public void Create_OtherMixes_DrawAsTheySay()
    {
        int[] popular = [.. Enumerable.Range(0, 50).SelectMany(seed => Draw(CandidateSamplers.Create(CandidateMix.Popularity, Train, Titles, ItemText.Titles), 10, seed))];
        int[] uniform = [.. Enumerable.Range(0, 50).SelectMany(seed => Draw(CandidateSamplers.Create(CandidateMix.Uniform, Train, Titles, ItemText.Titles), 10, seed))];
        Assert.All(popular, item => Assert.InRange(item, 0, 99));
        // 500 draws, half of the catalogue was never taken: 250 ± 11.
        Assert.InRange(uniform.Count(item => item >= 100), 200, 300);
        Assert.True(popular.Count(item => item < 10) > 4 * uniform.Count(item => item < 10));
    }

    [Fact]
    public void ShuffledCatalog_DealsEveryTextOutOnce()
    {
        ItemCatalog shuffled = ShuffledCatalog.Of(Categories, seed: 1);
        string[] Words(ItemCatalog catalog) => [.. Enumerable.Range(0, Items).Select(item => catalog[item].Title)];
        Assert.Equal(Words(Categories).Order(), Words(shuffled).Order());
        Assert.True(Words(Categories).Zip(Words(shuffled)).Count(pair => pair.First == pair.Second) < 10);
        Assert.Equal(Words(shuffled), Words(ShuffledCatalog.Of(Categories, seed: 1)));
        Assert.NotEqual(Words(shuffled), Words(ShuffledCatalog.Of(Categories, seed: 2)));
    }

    private static int[] Draw(INegativeSampler sampler, int count, int seed = 1)
    {
        var drawn = new int[count];
        sampler.Sample(0, 50, new HashSet<int> { 50 }, drawn, new Random(seed));
        return drawn;
    }

    // The positive of all draws, 50, reads like 100 to 109 alone.
    private static string Word(int item) => item is 50 or (>= 100 and < 110) ? "tape" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"w{item}");

    private static TrainView Log()
    {
        int[] items = [.. Enumerable.Range(0, 100).SelectMany(item => Enumerable.Repeat(item, item < 10 ? 50 : 1))];
        int[] users = [.. Enumerable.Range(0, items.Length)];
        // A word counts where an item that was taken has it: "tape" is known by item 50.
        return new TrainView(items.Length, Items, users, items, new long[items.Length]);
    }
}
