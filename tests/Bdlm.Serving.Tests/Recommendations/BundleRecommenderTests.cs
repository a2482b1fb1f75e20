using Bdlm.Bundles;
using Bdlm.Evaluation;
using Bdlm.Prompts;
using Bdlm.Worlds;
using static TorchSharp.torch;

namespace Bdlm.Recommendations;

public sealed class BundleRecommenderTests : IDisposable
{
    private readonly TinyWorld _world;
    private readonly BdlmBundle _bundle;
    private readonly BundleRecommender _recommender;

    public BundleRecommenderTests()
    {
        _world = new TinyWorld();
        _bundle = BdlmBundle.Load(_world.Save());
        _recommender = new BundleRecommender(_bundle, new RecommenderOptions { Shortlist = 4 });
    }

    public static TheoryData<RecommendFrom> Sides => [.. Enum.GetValues<RecommendFrom>()];

    public void Dispose()
    {
        _recommender.Dispose();
        _bundle.Dispose();
        _world.Dispose();
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void Recommend_WholeCatalogue_IsTheOrderOfTheSidesScorer(RecommendFrom from)
    {
        using var whole = new BundleRecommender(_bundle, new RecommenderOptions { Shortlist = null });
        int[] history = _bundle.Known.ItemsOf(2).ToArray();
        int[] items = [.. Enumerable.Range(0, 12).Except(history)];
        float[] scores = Scorer(from).ScoreCandidates([new RankingQuestion(2, history, items)])[0];
        string[] expected = [.. items.Zip(scores).OrderByDescending(pair => pair.Second).Select(pair => $"film-{pair.First}")];

        IReadOnlyList<Recommendation> found = whole.Recommend(new RecommendationRequest { User = "u20", From = from, Count = 100 });
        Assert.Equal(expected, found.Select(item => item.Item));
        Assert.All(found, item => Assert.Equal(_bundle.Catalog[_bundle.ItemMap.Dense(item.Item)].Title, item.Title));
        Assert.Equal(found.Select(item => item.Item).Take(3), whole.Recommend(new RecommendationRequest { User = "u20", From = from, Count = 3 }).Select(item => item.Item));
    }

    [Fact]
    public void Recommend_Cascade_RanksTheBestOfBothSides()
    {
        string[] Best(RecommendFrom from) => [.. _recommender.Recommend(new RecommendationRequest { User = "u0", From = from, Count = 4 }).Select(item => item.Item)];
        string[] both = [.. Best(RecommendFrom.Recommender).Union(Best(RecommendFrom.LanguageModel)).Order(StringComparer.Ordinal)];
        Assert.Equal(both, _recommender.Recommend(new RecommendationRequest { User = "u0", Count = 12 }).Select(item => item.Item).Order(StringComparer.Ordinal));
        Assert.InRange(both.Length, 5, 7);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void Recommend_SeenItems_AreLeftOutUnlessTold(RecommendFrom from)
    {
        string[] seen = [.. _bundle.Known.ItemsOf(1).ToArray().Select(_bundle.ItemMap.Original)];
        var request = new RecommendationRequest { User = "u10", From = from, Count = 12, Candidates = [.. seen, "film-11", "film-11"] };
        Assert.Equal(["film-11"], _recommender.Recommend(request).Select(item => item.Item));
        Assert.Equal(4, seen.Length);
        Assert.NotEqual(1, _recommender.Recommend(request with { WithSeen = true }).Count);
        Assert.Empty(_recommender.Recommend(request with { Candidates = seen }));
    }

    [Fact]
    public void Recommend_ForAHistory_NeedsNoUser()
    {
        string[] history = ["film-3", "film-9"];
        var request = new RecommendationRequest { History = history, From = RecommendFrom.LanguageModel, Count = 12 };
        IReadOnlyList<Recommendation> found = _recommender.Recommend(request);
        Assert.Equal(10, found.Count);
        Assert.DoesNotContain(found, item => history.Contains(item.Item));
        // The order of a history says something, and a known user's own is replaced by the one that is given.
        Assert.NotEqual(found.Select(item => item.Score), _recommender.Recommend(request with { History = ["film-9", "film-3"] }).Select(item => item.Score));
        Assert.Equal(found, _recommender.Recommend(request with { User = "u30", WithSeen = true }).Where(item => !history.Contains(item.Item)));
    }

    [Fact]
    public async Task RecommendAll_AndManyThreads_GiveTheBitsOfSingleCalls()
    {
        RecommendationRequest[] requests =
        [
            .. Enumerable.Range(0, 6).SelectMany(user => Enum.GetValues<RecommendFrom>().Select(from => new RecommendationRequest { User = $"u{user * 10}", From = from, Count = 5 })),
        ];
        IReadOnlyList<Recommendation>[] single = [.. requests.Select(request => _recommender.Recommend(request))];
        Assert.Equal(single, _recommender.RecommendAll(requests));
        IReadOnlyList<IReadOnlyList<Recommendation>>[] concurrent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _recommender.RecommendAll(requests))));
        Assert.All(concurrent, lists => Assert.Equal(single, lists));
    }

    [Fact]
    public void Recommend_FaultyRequest_SaysWhat()
    {
        Assert.Contains("User is \"nobody\", who is not among the bundle's 6 users.", Fault(new RecommendationRequest { User = "nobody" }), StringComparison.Ordinal);
        Assert.Contains("User and History are both null", Fault(new RecommendationRequest()), StringComparison.Ordinal);
        Assert.Contains("Cascade ranks with the recommender's row of the user", Fault(new RecommendationRequest { History = [] }), StringComparison.Ordinal);
        Assert.Contains("History holds \"film-99\" at 1, which is not among the bundle's 12 items.", Fault(new RecommendationRequest { User = "u0", History = ["film-1", "film-99"] }), StringComparison.Ordinal);
        Assert.Contains("History holds \"\" at 0", Fault(new RecommendationRequest { User = "u0", History = [null!] }), StringComparison.Ordinal);
        Assert.Contains("Candidates holds \"x\" at 0", Fault(new RecommendationRequest { User = "u0", Candidates = ["x"] }), StringComparison.Ordinal);
        Assert.Contains("Count", Fault(new RecommendationRequest { User = "u0", Count = 0 }), StringComparison.Ordinal);
        Assert.Contains("From is 9", Fault(new RecommendationRequest { User = "u0", From = (RecommendFrom)9 }), StringComparison.Ordinal);
        var all = Assert.Throws<ArgumentException>(() => _recommender.RecommendAll([new RecommendationRequest { User = "u0" }, new RecommendationRequest()]));
        Assert.StartsWith("requests[1]: User and History are both null", all.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_WherePromptsNameTheUser_AsksForOne()
    {
        using var world = new TinyWorld(prompts: new PromptOptions { MaxHistory = 2, MaxLength = 250 });
        using BdlmBundle bundle = BdlmBundle.Load(world.Save());
        using var recommender = new BundleRecommender(bundle);
        var fault = Assert.Throws<ArgumentException>(() => recommender.Recommend(new RecommendationRequest { History = ["film-1"], From = RecommendFrom.LanguageModel }));
        Assert.StartsWith("User is null, but the bundle's prompts name the user. Give a known user.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfBadOptions_NamesAll()
    {
        var fault = Assert.Throws<ArgumentException>(() => new BundleRecommender(_bundle, new RecommenderOptions { Shortlist = 0, Parallelism = -1 }));
        Assert.Equal("RecommenderOptions: Shortlist is 0; expected at least 1, or null. Parallelism is -1; expected at least 1, or null.", fault.Message);
    }

    [Fact]
    public void Recommend_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => _recommender.Recommend(new RecommendationRequest { User = "u0" }, new CancellationToken(canceled: true)));

    [Fact]
    public void Recommend_ScoresThatAreNoNumbers_ThrowsTheSameAloneAndInABatch()
    {
        using (no_grad())
        {
            _bundle.Language.Embedding.Items.fill_(float.NaN);
        }

        var request = new RecommendationRequest { User = "u0", From = RecommendFrom.LanguageModel };
        string single = Assert.Throws<ArithmeticException>(() => _recommender.Recommend(request)).Message;
        Assert.StartsWith("the score of item ", single, StringComparison.Ordinal);
        Assert.Equal(single, Assert.Throws<ArithmeticException>(() => _recommender.RecommendAll([request, request])).Message);
    }

    [Fact]
    public void Recommend_ManyTimes_LeaksNoTensor()
    {
        var request = new RecommendationRequest { User = "u0" };
        _recommender.Recommend(request);
        long before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int call = 0; call < 50; call++)
        {
            _recommender.Recommend(request);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private string Fault(RecommendationRequest request) => Assert.ThrowsAny<ArgumentException>(() => _recommender.Recommend(request)).Message;

    private IScorer Scorer(RecommendFrom from) => from switch
    {
        RecommendFrom.Recommender => new DomainScorer(_bundle.Recommender, CPU),
        RecommendFrom.LanguageModel => new LanguageScorer(_bundle.Language, _bundle.Encoder, RankBy.ItemTokens, CPU),
        _ => new CascadeScorer(_bundle.Features, _bundle.Recommender, _bundle.Head, CPU),
    };
}
