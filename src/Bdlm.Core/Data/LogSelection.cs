namespace Bdlm.Data;

/// <summary>Leaves rows of a log out, and with them the users and items that have none left.</summary>
internal static class LogSelection
{
    private const int Gone = -1;

    /// <summary>Keeps the marked rows in their order; remaining users and items keep theirs and are numbered anew from 0.</summary>
    public static InteractionLog Keep(InteractionLog log, ReadOnlySpan<bool> kept)
    {
        int count = kept.Count(true);
        if (count == log.Count && UsesAll(log.Users, log.UserCount) && UsesAll(log.Items, log.ItemCount))
        {
            return log;
        }

        int[] newUsers = Renumber(log.Users, kept, log.UserCount);
        int[] newItems = Renumber(log.Items, kept, log.ItemCount);
        var columns = (Users: new int[count], Items: new int[count], Ratings: new float[count], Times: new long[count]);
        int next = 0;
        for (int row = 0; row < log.Count; row++)
        {
            if (kept[row])
            {
                columns.Users[next] = newUsers[log.Users[row]];
                columns.Items[next] = newItems[log.Items[row]];
                columns.Ratings[next] = log.Ratings[row];
                columns.Times[next++] = log.Times[row];
            }
        }

        return new InteractionLog(Shorten(log.UserMap, newUsers), Shorten(log.ItemMap, newItems), columns.Users, columns.Items, columns.Ratings, columns.Times);
    }

    private static bool UsesAll(ReadOnlySpan<int> ids, int count)
    {
        var seen = new bool[count];
        foreach (int id in ids)
        {
            seen[id] = true;
        }

        return !seen.AsSpan().Contains(false);
    }

    private static int[] Renumber(ReadOnlySpan<int> ids, ReadOnlySpan<bool> kept, int count)
    {
        var numbers = new int[count];
        Array.Fill(numbers, Gone);
        for (int row = 0; row < ids.Length; row++)
        {
            if (kept[row])
            {
                numbers[ids[row]] = 0;
            }
        }

        int next = 0;
        for (int id = 0; id < count; id++)
        {
            numbers[id] = numbers[id] == Gone ? Gone : next++;
        }

        return numbers;
    }

    private static IdMap Shorten(IdMap map, int[] numbers) => new(map.Originals.Where((_, id) => numbers[id] != Gone));
}
