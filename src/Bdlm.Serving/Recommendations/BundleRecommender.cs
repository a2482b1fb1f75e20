using System.Runtime.ExceptionServices;
using Bdlm.Bundles;
using Bdlm.Decoding;
using Bdlm.Prompts;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Recommendations;

/// <summary>Recommends from a loaded bundle: by the recommender, by the language model, or by the cascade of both.</summary>
/// <remarks>
/// Every request is computed by itself, so that a list does not depend on what else is asked at the same time: batches and concurrent calls give the same bits as single calls.
/// Thread-safe. The recommender's rows are propagated once, when this is made.
/// </remarks>
public sealed class BundleRecommender : IBdlmRecommender, IDisposable
{
    private readonly BdlmBundle _bundle;
    private readonly RecommenderOptions _options;
    private readonly DomainEmbeddings _rows;
    private readonly ItemDecoder _decoder;

    /// <summary>Makes a recommender.</summary>
    /// <param name="bundle">The bundle; owned by the caller, who keeps it as long as this is used.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public BundleRecommender(BdlmBundle bundle, RecommenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        (_bundle, _options) = (bundle, options ?? new RecommenderOptions());
        _options.Validate();
        _decoder = new ItemDecoder(bundle.Language);
        using IDisposable noGradient = no_grad();
        _rows = bundle.Recommender.Embed();
        foreach (Tensor rows in (Tensor[])[_rows.Users, _rows.Items, _rows.AlignedUsers, _rows.AlignedItems])
        {
            rows.DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(RecommendationRequest request, CancellationToken cancellation = default) =>
        Answer(ResolvedRequest.Of(request, _bundle), cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(IReadOnlyList<RecommendationRequest> requests, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ResolvedRequest[] resolved = [.. requests.Select(Resolve)];
        var lists = new IReadOnlyList<Recommendation>[resolved.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism ?? -1, CancellationToken = cancellation };
        try
        {
            Parallel.For(0, resolved.Length, parallel, place => lists[place] = Answer(resolved[place], cancellation));
        }
        catch (AggregateException faults)
        {
            // What a single call would throw.
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        return lists;
    }

    /// <summary>Releases the recommender's rows, not the bundle.</summary>
    public void Dispose() => _rows.Dispose();

    private ResolvedRequest Resolve(RecommendationRequest request, int place)
    {
        try
        {
            return ResolvedRequest.Of(request, _bundle);
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"requests[{place}]: {fault.Message}", nameof(request), fault);
        }
    }

    private IReadOnlyList<Recommendation> Answer(ResolvedRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        (int Item, float Score)[] best = request.From switch
        {
            RecommendFrom.Recommender => Best(request, RecommenderScores(request), request.Count),
            RecommendFrom.LanguageModel => Best(request, LanguageScores(request), request.Count),
            _ => Cascade(request, cancellation),
        };
        return [.. best.Select(found => new Recommendation(_bundle.ItemMap.Original(found.Item), _bundle.Catalog[found.Item].Title, found.Score))];
    }

    private (int Item, float Score)[] Cascade(ResolvedRequest request, CancellationToken cancellation)
    {
        int[] listed = _options.Shortlist is { } size ? Shortlist(request, size) : request.Allowed;
        if (listed.Length == 0)
        {
            return [];
        }

        cancellation.ThrowIfCancellationRequested();
        int user = request.User!.Value;
        Tensor hidden = _bundle.Features.Extract([.. listed.Select(item => new InteractionPrompt(user, request.History, item))], cancellation);
        Tensor users = tensor(listed.Select(_ => (long)user).ToArray(), device: _bundle.Device);
        Tensor items = tensor(listed.Select(item => (long)item).ToArray(), device: _bundle.Device);
        float[] scores = Values(_bundle.Head.call(hidden, _bundle.Recommender.PairFeatures(_rows, users, items)));
        Dictionary<int, float> byItem = listed.Zip(scores).ToDictionary(pair => pair.First, pair => pair.Second);
        return BestItems.Of(listed, item => byItem[item], request.Count);
    }

    // The best of each side, ascending.
    private int[] Shortlist(ResolvedRequest request, int size) =>
    [
        .. Best(request, RecommenderScores(request), size).Select(found => found.Item)
            .Union(Best(request, LanguageScores(request), size).Select(found => found.Item))
            .Order(),
    ];

    private static (int Item, float Score)[] Best(ResolvedRequest request, float[] scores, int count) => BestItems.Of(request.Allowed, item => scores[item], count);

    private float[] RecommenderScores(ResolvedRequest request)
    {
        Tensor user = tensor(new[] { (long)request.User!.Value }, device: _bundle.Device);
        return Values(_bundle.Recommender.ScoreItems(_rows, user));
    }

    private float[] LanguageScores(ResolvedRequest request)
    {
        // Where prompts name no user, none is looked at.
        int[] prompt = _bundle.Encoder.Encode(new TopKPrompt(request.User ?? 0, request.History));
        return Values(_decoder.ScoreCatalogue([prompt]));
    }

    private static float[] Values(Tensor scores) => scores.to(ScalarType.Float32).cpu().flatten().data<float>().ToArray();
}
