using System.Globalization;
using Bdlm.Data;
using Bdlm.Sampling;
using MathNet.Numerics.Statistics;

namespace Bdlm.Metrics;

/// <summary>
/// Proves for a built experiment that nothing to be predicted reached what models see. Making the audit checks the split
/// itself; each method checks one more part, counts it in <see cref="Report"/>, and throws at the first offence. Not
/// thread-safe.
/// </summary>
public sealed class LeakageAudit
{
    private readonly DataSplit _split;
    private readonly KnownInteractions _known;
    private readonly HistoryRule _historyRule;

    /// <summary>Starts an audit and checks that the parts of the split do not overlap.</summary>
    /// <param name="split">The data.</param>
    /// <param name="chronological">
    /// Whether every history item must be earlier than the target (for training prompts: stand before it in the user's rows).
    /// False for random splits and for data without times; histories must then still hold no target and nothing of a later part.
    /// </param>
    /// <exception cref="LeakageException">A held-out target is a training row, or stands in validation and in test.</exception>
    public LeakageAudit(DataSplit split, bool chronological = true)
    {
        ArgumentNullException.ThrowIfNull(split);
        _split = split;
        _known = new KnownInteractions(split);
        _historyRule = new HistoryRule(_known, chronological);
        Report = new LeakageReport { TrainingRows = split.Train.InteractionCount, HeldOutTargets = split.Validation.Count + split.Test.Count };
    }

    /// <summary>What was checked so far.</summary>
    public LeakageReport Report { get; private set; }

    /// <summary>Checks that every edge of a graph is a training row.</summary>
    /// <param name="edges">User and item of each edge, as dense ids.</param>
    /// <exception cref="LeakageException">An edge is a held-out target, or in no part of the split.</exception>
    public void CheckEdges(IEnumerable<(int User, int Item)> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        long count = 0;
        foreach ((int user, int item) in edges)
        {
            bool known = _known.TryFind(user, item, out KnownInteraction found);
            if (!known || found.Stage is not null)
            {
                string what = known ? $"the edge is a {found.Stage} target" : "the edge is in no part of the split";
                throw new LeakageException("graph", user, item, $"{what}. Build the graph from the TrainView.");
            }

            count++;
        }

        Report = Report with { Edges = Report.Edges + count };
    }

    /// <summary>Checks that popularity was counted in the training rows and nowhere else.</summary>
    /// <param name="counts">The count used for each item, in the order of dense ids.</param>
    /// <exception cref="LeakageException">The number of items or a count differs.</exception>
    public void CheckPopularity(ReadOnlySpan<int> counts)
    {
        ReadOnlySpan<int> expected = _split.Train.ItemCounts;
        if (counts.Length != expected.Length)
        {
            throw new LeakageException("popularity counts", null, null, $"there are {counts.Length} counts for {expected.Length} items. Count in the TrainView.");
        }

        for (int item = 0; item < counts.Length; item++)
        {
            if (counts[item] != expected[item])
            {
                throw new LeakageException("popularity counts", null, item, $"the count is {counts[item]}, but there are {expected[item]} training rows. Count in the TrainView.");
            }
        }

        Report = Report with { PopularityCounts = Report.PopularityCounts + counts.Length };
    }

    /// <summary>
    /// Checks candidate lists: each target is one of its stage and stands in its list exactly once, no item comes twice, and
    /// no negative is a positive of any split.
    /// </summary>
    /// <exception cref="InvalidOperationException">The set was built for other numbers of users or items.</exception>
    /// <exception cref="LeakageException">A list offends.</exception>
    public void CheckCandidates(CandidateSet candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        candidates.EnsureFits(_split.Train);
        long negatives = 0;
        foreach (CandidateList list in candidates.Lists)
        {
            CheckQuestion("candidates", candidates.Stage, list.User, list.Target, list.Items.Where((_, place) => place != list.TargetIndex));
            negatives += list.Items.Count - 1;
        }

        Report = Report with { CandidateLists = Report.CandidateLists + candidates.Lists.Count, Negatives = Report.Negatives + negatives };
    }

    /// <summary>Checks interaction pairs: each positive is a target of its stage, and no negative is a positive of any split.</summary>
    /// <exception cref="InvalidOperationException">The set was built for other numbers of users or items.</exception>
    /// <exception cref="LeakageException">A pair offends.</exception>
    public void CheckPairs(InteractionPairSet pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        pairs.EnsureFits(_split.Train);
        foreach (InteractionPair pair in pairs.Pairs)
        {
            CheckQuestion("pairs", pairs.Stage, pair.User, pair.Positive, [pair.Negative]);
        }

        Report = Report with { Pairs = Report.Pairs + pairs.Pairs.Count, Negatives = Report.Negatives + pairs.Pairs.Count };
    }

    /// <summary>
    /// Checks training prompts: no target is held out; histories hold training rows of the user only, none of them the target,
    /// and, in a chronological audit, all of them before the target where that is a training row.
    /// </summary>
    /// <exception cref="LeakageException">A prompt offends.</exception>
    public void CheckTrainingPrompts(IEnumerable<PromptHistory> prompts) => CheckPrompts(null, prompts);

    /// <summary>
    /// Checks the prompts of an evaluation: histories hold no target and nothing of the user but training rows, and for test
    /// prompts validation items; in a chronological audit none is later than the target.
    /// </summary>
    /// <param name="stage">The stage that the prompts ask about.</param>
    /// <param name="prompts">The prompts; their targets may be negatives.</param>
    /// <exception cref="LeakageException">A prompt offends.</exception>
    public void CheckPrompts(HeldOutStage stage, IEnumerable<PromptHistory> prompts) => CheckPrompts((HeldOutStage?)stage, prompts);

    /// <summary>
    /// Checks that dense item ids, and with them the entity tokens, tell nothing of popularity: Spearman's rank correlation of
    /// the two, which has the deviation 1/√(n − 1) when ids are shuffled.
    /// </summary>
    /// <param name="deviations">How many deviations are taken as chance; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of deviations is not above 0.</exception>
    /// <exception cref="LeakageException">The correlation is larger.</exception>
    public void CheckIdOrder(double deviations = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviations);
        double[] counts = [.. _split.Train.ItemCounts.ToArray().Select(count => (double)count)];
        double[] ids = [.. Enumerable.Range(0, counts.Length).Select(id => (double)id)];

        // Undefined for one item and for equal counts: then there is no order to tell.
        double correlation = counts.Distinct().Count() < 2 ? 0 : Correlation.Spearman(ids, counts);
        double bound = deviations / Math.Sqrt(Math.Max(1, counts.Length - 1));
        if (Math.Abs(correlation) > bound)
        {
            throw new LeakageException("order of item ids", null, null, string.Create(CultureInfo.InvariantCulture, $"the rank correlation of id and training popularity is {correlation:0.000}, beyond ±{bound:0.000}. Number the items by a seeded shuffle."));
        }

        Report = Report with { IdOrderCorrelation = correlation };
    }

    private void CheckPrompts(HeldOutStage? stage, IEnumerable<PromptHistory> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        long count = 0;
        long items = 0;
        foreach (PromptHistory prompt in prompts)
        {
            _historyRule.Check(stage, prompt);
            count++;
            items += prompt.History.Count;
        }

        Report = Report with { Prompts = Report.Prompts + count, HistoryItems = Report.HistoryItems + items };
    }

    private void CheckQuestion(string where, HeldOutStage stage, int user, int target, IEnumerable<int> negatives)
    {
        if (!_known.TryFind(user, target, out KnownInteraction asked) || asked.Stage != stage)
        {
            throw new LeakageException(where, user, target, $"it is asked for as a target, but is no {stage} target of the split. Build the set from this split.");
        }

        var seen = new HashSet<int> { target };
        foreach (int negative in negatives)
        {
            if (!seen.Add(negative))
            {
                throw new LeakageException(where, user, negative, "it stands twice among the candidates. Build the set with CandidateSetBuilder.");
            }

            if (_known.TryFind(user, negative, out KnownInteraction taken))
            {
                string part = taken.Stage is { } held ? $"{held} target" : "training row";
                throw new LeakageException(where, user, negative, $"it stands among the negatives, but is a {part} of the user. Exclude the positives of every split (UserPositives.OfAll).");
            }
        }
    }
}
