using Bdlm.Data;
using Bdlm.Data.Reading;

namespace Bdlm.Pages;

/// <summary>The code of docs/bring-your-own-data.md.</summary>
internal static class DataExample
{
    public static InteractionDataSet Read(string folder)
    {
        InteractionDataSet data = DelimitedReader.Read(
            Path.Combine(folder, "ratings.tsv"),
            new DelimitedOptions { HasHeader = true, User = "user", Item = "film", Rating = "stars", Time = "when", Duplicates = DuplicatePolicy.KeepLast },
            Path.Combine(folder, "films.tsv"),
            new DelimitedItemOptions { HasHeader = true, Id = "film", Title = "title", Categories = "genres", CategorySeparator = "|" });
        return data;
    }

    public static InteractionDataSet Make()
    {
        var users = new IdMap(["ann", "bob"]);
        var films = new IdMap(["Heat", "Alien", "Brazil"]);
        var log = new InteractionLog(users, films, users: [0, 1, 0], items: [2, 1, 0], ratings: [1, 1, 1], times: [20, 30, 10]);
        var titles = new CatalogSource([new("Heat", new ItemDescription("Heat (1995)", ["Crime"]))]);
        var data = new InteractionDataSet(log, titles, new ReadReport()); // Alien and Brazil are called "item Alien" and "item Brazil"
        return data;
    }

    public static DataSplit[] Split(InteractionLog log)
    {
        DataSplit lastOne = LeaveOneOutSplit.Apply(log);
        DataSplit latest = RatioSplit.ByTime(log, validationShare: 0.1, testShare: 0.1);
        DataSplit random = RatioSplit.AtRandom(log, validationShare: 0.1, testShare: 0.1, seed: 1); // TrainCanBeLater
        return [lastOne, latest, random];
    }
}
