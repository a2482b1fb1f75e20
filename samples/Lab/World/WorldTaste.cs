namespace Bdlm.Lab.World;

/// <summary>Draws who likes what: genres per user, favourites per hidden group, popularity per film.</summary>
internal static class WorldTaste
{
    /// <summary>The utility of each film to each user: genre fit + group favourites + popularity.</summary>
    public static double[,] Utilities(WorldOptions options, FilmTitles films, Random random)
    {
        double[] popularity = Popularity(options.Items, random);
        double[][] favourites = [.. Enumerable.Range(0, options.Groups).Select(_ => Normals(options.Items, random))];
        var utility = new double[options.Users, options.Items];
        for (int user = 0; user < options.Users; user++)
        {
            double[] genres = GenreTaste(FilmGenres.All.Count, random);
            double[] group = favourites[random.Next(options.Groups)];
            for (int item = 0; item < options.Items; item++)
            {
                double fit = films.GenresOf(item).Average(genre => genres[genre]);
                utility[user, item] = (options.GenreWeight * fit) + (options.GroupWeight * group[item]) + (options.PopularityWeight * popularity[item]);
            }
        }

        return utility;
    }

    // Zipf's law over a random order of films, on a log scale.
    private static double[] Popularity(int count, Random random)
    {
        int[] ranks = [.. Enumerable.Range(1, count)];
        random.Shuffle(ranks);
        double middle = ranks.Average(rank => -Math.Log(rank));
        return [.. ranks.Select(rank => -Math.Log(rank) - middle)];
    }

    // A user loves two genres, dislikes one and is indifferent to the rest, with some noise.
    private static double[] GenreTaste(int count, Random random)
    {
        double[] taste = [.. Normals(count, random).Select(value => 0.3 * value)];
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        taste[order[0]] += 1.5;
        taste[order[1]] += 1;
        taste[order[2]] -= 1;
        return taste;
    }

    private static double[] Normals(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
}
