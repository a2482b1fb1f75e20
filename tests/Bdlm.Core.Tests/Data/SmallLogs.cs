namespace Bdlm.Data;

/// <summary>Logs for tests: written by hand, or random ones from a seed.</summary>
internal static class SmallLogs
{
    /// <summary>A log of rows (user, item, rating, time); original ids are "u0", "i0" and so on.</summary>
    public static InteractionLog Of(params (int User, int Item, float Rating, long Time)[] rows)
    {
        int users = rows.Length == 0 ? 0 : rows.Max(row => row.User) + 1;
        int items = rows.Length == 0 ? 0 : rows.Max(row => row.Item) + 1;
        return new InteractionLog(
            Map("u", users),
            Map("i", items),
            [.. rows.Select(row => row.User)],
            [.. rows.Select(row => row.Item)],
            [.. rows.Select(row => row.Rating)],
            [.. rows.Select(row => row.Time)]);
    }

    /// <summary>A log of pairs; the rating is 1 and the time the row number.</summary>
    public static InteractionLog OfPairs(params (int User, int Item)[] pairs) =>
        Of([.. pairs.Select((pair, row) => (pair.User, pair.Item, 1f, (long)row))]);

    /// <summary>A random log with different pairs, few different times (so that there are ties) and ratings from 1 to 5.</summary>
    public static InteractionLog Random(int seed)
    {
        var random = new Random(seed);
        int users = random.Next(1, 12);
        int items = random.Next(1, 15);
        var pairs = (from user in Enumerable.Range(0, users) from item in Enumerable.Range(0, items) select (user, item)).ToArray();
        random.Shuffle(pairs);
        int count = random.Next(1, pairs.Length + 1);
        return Of([.. pairs.Take(count).Select(pair => (pair.user, pair.item, (float)random.Next(1, 6), (long)random.Next(5)))]);
    }

    /// <summary>The rows with original ids, in file order.</summary>
    public static (string User, string Item, float Rating, long Time)[] Rows(InteractionLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(row => (
            log.UserMap.Original(log.Users[row]),
            log.ItemMap.Original(log.Items[row]),
            log.Ratings[row],
            log.Times[row]))];

    private static IdMap Map(string prefix, int count) => new(Enumerable.Range(0, count).Select(id => $"{prefix}{id}"));
}
