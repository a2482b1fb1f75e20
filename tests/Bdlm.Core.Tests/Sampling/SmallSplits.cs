using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>Small data sets for the tests of samplers, candidate sets and the leakage audit.</summary>
internal static class SmallSplits
{
    private static readonly string[] Words = ["ship", "love", "night", "war", "king", "moon", "road", "city"];
    private static readonly string[] Categories = ["Drama", "Comedy", "Action", "Sci-Fi"];

    /// <summary>Training rows in the given order of time.</summary>
    public static TrainView Train(int userCount, int itemCount, params (int User, int Item)[] rows) => new(
        userCount,
        itemCount,
        rows.Select(row => row.User).ToArray(),
        rows.Select(row => row.Item).ToArray(),
        Enumerable.Range(0, rows.Length).Select(time => (long)time).ToArray());

    /// <summary>A leave-one-out split: each user takes different random items, the last is test, the last but one validation.</summary>
    public static DataSplit LeaveOneOut(int seed, int userCount = 12, int itemCount = 60, int each = 6)
    {
        var random = new Random(seed);
        var rows = new List<(int User, int Item)>();
        var validation = new List<HeldOutInteraction>();
        var test = new List<HeldOutInteraction>();
        for (int user = 0; user < userCount; user++)
        {
            int[] items = Enumerable.Range(0, itemCount).ToArray();
            random.Shuffle(items);
            rows.AddRange(items.Take(each - 2).Select(item => (user, item)));
            validation.Add(new HeldOutInteraction(user, items[each - 2], 100_000 + user));
            test.Add(new HeldOutInteraction(user, items[each - 1], 200_000 + user));
        }

        return new DataSplit(Train(userCount, itemCount, [.. rows]), validation, test);
    }

    /// <summary>Random titles of few words, so that items resemble each other.</summary>
    public static ItemCatalog Catalog(int seed, int itemCount)
    {
        var random = new Random(seed);
        return new ItemCatalog(Enumerable.Range(0, itemCount).Select(_ => new ItemDescription(
            string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)])) + " (1995)",
            [Categories[random.Next(Categories.Length)]])));
    }

    /// <summary>A catalogue from titles without categories.</summary>
    public static ItemCatalog Titles(params string[] titles) => new(titles.Select(title => new ItemDescription(title, [])));

    /// <summary>Fails unless the draw holds different allowed items.</summary>
    public static void AssertValid(ReadOnlySpan<int> draw, int positive, IReadOnlySet<int> excluded, int itemCount)
    {
        int[] items = draw.ToArray();
        Assert.Equal(items.Length, items.Distinct().Count());
        Assert.All(items, item =>
        {
            Assert.InRange(item, 0, itemCount - 1);
            Assert.NotEqual(positive, item);
            Assert.DoesNotContain(item, excluded);
        });
    }
}
