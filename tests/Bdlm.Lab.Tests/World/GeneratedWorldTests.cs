using Bdlm.Baselines;
using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Recommending;
using Bdlm.Sampling;

namespace Bdlm.Lab.World;

public sealed class GeneratedWorldTests
{
    private static readonly GeneratedWorld World = GeneratedWorld.Create(new WorldOptions(), seed: 1);

    [Fact]
    public void Create_SameSeed_GivesTheSameWorld_AnotherSeedDoesNot()
    {
        Assert.Equal(Rows(World), Rows(GeneratedWorld.Create(new WorldOptions(), seed: 1)));
        Assert.Equal(Titles(World), Titles(GeneratedWorld.Create(new WorldOptions(), seed: 1)));
        Assert.NotEqual(Rows(World), Rows(GeneratedWorld.Create(new WorldOptions(), seed: 2)));
        Assert.NotEqual(Titles(World), Titles(GeneratedWorld.Create(new WorldOptions(), seed: 2)));
    }

    [Fact]
    public void Catalog_OfAWorld_HasDifferentTitlesAndOneOrTwoGenres()
    {
        ItemCatalog catalog = World.Catalog.AlignTo(World.Log.ItemMap);
        Assert.Equal(300, catalog.Count);
        Assert.Equal(300, Titles(World).Distinct().Count());
        Assert.All(Enumerable.Range(0, catalog.Count), item => Assert.InRange(catalog[item].Categories.Count, 1, 2));
    }

    [Fact]
    public void Title_OfAFilm_IsMadeOfItsGenresWords()
    {
        ItemCatalog catalog = World.Catalog.AlignTo(World.Log.ItemMap);
        Assert.All(Enumerable.Range(0, catalog.Count), item =>
        {
            string[] words = catalog[item].Title.Split(' ');
            Assert.Equal(2, words.Length);
            Assert.Contains(FilmGenres.All, genre => genre.Adjectives.Contains(words[0]) && catalog[item].Categories.Contains(genre.Name));
            Assert.Contains(FilmGenres.All, genre => genre.Nouns.Contains(words[1]) && catalog[item].Categories.Contains(genre.Name));
        });
    }

    [Fact]
    public void Log_OfAWorld_HasEachUsersFilmsOnceInOrder()
    {
        var options = new WorldOptions();
        InteractionLog log = World.Log;
        Assert.Equal((options.Users, options.Items), (log.UserCount, log.ItemCount));
        foreach (var user in Rows(World).GroupBy(row => row.User))
        {
            Assert.InRange(user.Count(), options.ShortestHistory, options.LongestHistory);
            Assert.Equal(user.Count(), user.Select(row => row.Item).Distinct().Count());
            long[] times = [.. user.Select(row => row.Time)];
            Assert.All(times.Zip(times[1..]), pair => Assert.True(pair.First < pair.Second));
        }
    }

    [Fact]
    public void Log_OfAWorld_HasAPopularitySkew()
    {
        int[] counts = [.. Rows(World).GroupBy(row => row.Item).Select(item => item.Count()).OrderDescending()];
        // Were all films alike, the first tenth of 300 would have little more than a tenth of the rows.
        Assert.True(counts.Take(30).Sum() > 0.2 * counts.Sum(), $"the first tenth has {counts.Take(30).Sum()} of {counts.Sum()} rows");
        Assert.True(counts[0] > 5 * counts[^1]);
    }

    [Fact]
    public void Utility_OfFilmsTaken_IsHigher()
    {
        double taken = Rows(World).Average(row => World.Utility(row.User, row.Item));
        double all = Enumerable.Range(0, 600).Average(user => Enumerable.Range(0, 300).Average(item => World.Utility(user, item)));
        Assert.True(taken > all + 1, $"taken {taken}, all {all}");
    }

    [Fact]
    public void Oracle_OfTrueUtilities_RanksBest()
    {
        DataSplit split = LeaveOneOutSplit.Apply(World.Log);
        double oracle = Rank(new OracleScorer(World, World.Log), split);
        Assert.True(oracle > 1.2 * Rank(new BaselineScorer(new Popularity(split.Train)), split));
        Assert.True(oracle > 1.1 * Rank(new BaselineScorer(ItemKnn.Create(new ItemKnnOptions(), split.Train)), split));
    }

    [Fact]
    public void Oracle_AfterIdsAreShuffled_RanksAlike()
    {
        InteractionLog shuffled = IdShuffle.Apply(World.Log, 5);
        double before = Rank(new OracleScorer(World, World.Log), LeaveOneOutSplit.Apply(World.Log));
        // Other ids draw other candidates: alike, not the same.
        Assert.Equal(before, Rank(new OracleScorer(World, shuffled), LeaveOneOutSplit.Apply(shuffled)), 0.05);
    }

    [Fact]
    public void Groups_OfUsers_ShowInBehaviourAlone()
    {
        // Without genres and groups like-minded users tell nothing that popularity does not.
        double with = KnnGain(new WorldOptions { GenreWeight = 0 });
        double without = KnnGain(new WorldOptions { GenreWeight = 0, GroupWeight = 0 });
        Assert.True(with > 0.05, $"neighbours gain {with} over popularity");
        Assert.True(without < 0.02, $"neighbours gain {without} over popularity where there are no groups");
    }

    [Fact]
    public void Groups_OfUsers_ShareTheirFavourites()
    {
        GeneratedWorld world = GeneratedWorld.Create(new WorldOptions { GenreWeight = 0, PopularityWeight = 0, Groups = 3, Users = 40, Items = 30 }, seed: 1);
        string[] tastes = [.. Enumerable.Range(0, 40).Select(user => string.Join(' ', Enumerable.Range(0, 30).Select(item => world.Utility(user, item))))];
        Assert.Equal(3, tastes.Distinct().Count());
    }

    private static double KnnGain(WorldOptions options)
    {
        DataSplit split = LeaveOneOutSplit.Apply(GeneratedWorld.Create(options, seed: 1).Log);
        IItemScorer neighbours = ItemKnn.Create(new ItemKnnOptions(), split.Train);
        return Rank(new BaselineScorer(neighbours), split) - Rank(new BaselineScorer(new Popularity(split.Train)), split);
    }

    private static double Rank(IScorer scorer, DataSplit split)
    {
        var sampler = new UniformNegativeSampler(split.Train);
        var questions = EvaluationQuestions.Create(
            split, CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: 1), InteractionPairSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: 1));
        return ModelEvaluation.Rank(scorer, questions).MeanReciprocalRank;
    }

    private static string[] Titles(GeneratedWorld world)
    {
        ItemCatalog catalog = world.Catalog.AlignTo(world.Log.ItemMap);
        return [.. Enumerable.Range(0, catalog.Count).Select(item => catalog[item].Title)];
    }

    private static (int User, int Item, long Time)[] Rows(GeneratedWorld world) =>
        [.. Enumerable.Range(0, world.Log.Count).Select(row => (world.Log.Users[row], world.Log.Items[row], world.Log.Times[row]))];
}
