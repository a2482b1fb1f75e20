using Bdlm.Data;
using Bdlm.Recommending;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>
/// How often an item followed another in training, without any learning: the simplest bar for what the order of items tells.
/// </summary>
/// <remarks>
/// The score is log Σ_k δ^(k−1) · P(j | h_k), where h_1 is the newest item of the history, h_2 the one before it, up to
/// <see cref="TransitionOptions.Reach"/>, and P(j | i) = (c(i, j) + α · p(j)) / (c(i) + α): the share of i's followers that were j,
/// drawn towards popularity p with the weight α. c counts a follower at distance d with δ^(d−1).
/// </remarks>
internal sealed class TransitionCounts : IItemScorer
{
    private readonly TransitionOptions _options;
    private readonly Dictionary<int, double>[] _followers;
    private readonly double[] _totals;
    private readonly double[] _popularity;

    private TransitionCounts(TransitionOptions options, Dictionary<int, double>[] followers, double[] popularity)
    {
        (_options, _followers, _popularity) = (options, followers, popularity);
        _totals = [.. followers.Select(counts => counts.Values.Sum())];
    }

    /// <summary>Counts the training sequences.</summary>
    public static TransitionCounts Create(TransitionOptions options, TrainView train)
    {
        var followers = new Dictionary<int, double>[train.ItemCount];
        for (int item = 0; item < followers.Length; item++)
        {
            followers[item] = [];
        }

        for (int user = 0; user < train.UserCount; user++)
        {
            Count(train.ItemsOf(user), options, followers);
        }

        // One more than was counted, so that an item of later parts has a share, too.
        double all = train.InteractionCount + train.ItemCount;
        return new TransitionCounts(options, followers, [.. train.ItemCounts.ToArray().Select(count => (count + 1) / all)]);
    }

    public int ItemCount => _popularity.Length;

    public void Score(int user, ReadOnlySpan<int> history, ReadOnlySpan<int> candidates, Span<float> scores)
    {
        for (int place = 0; place < candidates.Length; place++)
        {
            scores[place] = (float)Math.Log(history.IsEmpty ? _popularity[candidates[place]] : After(history, candidates[place]));
        }
    }

    private double After(ReadOnlySpan<int> history, int item)
    {
        double sum = 0;
        double weight = 1;
        for (int back = 1; back <= Math.Min(_options.Reach, history.Length); back++)
        {
            int before = history[^back];
            double followed = _followers[before].GetValueOrDefault(item);
            sum += weight * (followed + (_options.Smoothing * _popularity[item])) / (_totals[before] + _options.Smoothing);
            weight *= _options.Fading;
        }

        return sum;
    }

    private static void Count(ReadOnlySpan<int> items, TransitionOptions options, Dictionary<int, double>[] followers)
    {
        for (int place = 1; place < items.Length; place++)
        {
            double weight = 1;
            for (int back = 1; back <= Math.Min(options.Reach, place); back++)
            {
                Dictionary<int, double> counts = followers[items[place - back]];
                counts[items[place]] = counts.GetValueOrDefault(items[place]) + weight;
                weight *= options.Fading;
            }
        }
    }
}
