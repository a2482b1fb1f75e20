using Bdlm.Data;
using Bdlm.Sampling;
using FsCheck.Xunit;

namespace Bdlm.Metrics;

public class LeakageAuditTests
{
    // User 0: 4, 2, 5, then 1 (validation), then 3 (test). User 1: 0, 3, then 2 (validation), then 4 (test).
    private static readonly DataSplit Split = new(
        SmallSplits.Train(2, 8, (0, 4), (0, 2), (0, 5), (1, 0), (1, 3)),
        [new HeldOutInteraction(0, 1, 10), new HeldOutInteraction(1, 2, 10)],
        [new HeldOutInteraction(0, 3, 11), new HeldOutInteraction(1, 4, 11)]);

    [Property(MaxTest = 30)]
    public void Checks_CleanExperiment_CountWhatTheySaw(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed);
        var sampler = MixedNegativeSampler.Create(split.Train, SmallSplits.Catalog(seed, 60));
        var audit = new LeakageAudit(split);
        audit.CheckEdges(Edges(split));
        audit.CheckPopularity(split.Train.ItemCounts);
        audit.CheckCandidates(CandidateSetBuilder.Build(split, HeldOutStage.Validation, sampler, 19, seed));
        audit.CheckCandidates(CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, 19, seed));
        audit.CheckPairs(InteractionPairSetBuilder.Build(split, HeldOutStage.Test, sampler, seed));
        audit.CheckTrainingPrompts(Edges(split).Select(edge => new PromptHistory(edge.User, Before(split, edge.User, edge.Item), edge.Item)));
        audit.CheckPrompts(HeldOutStage.Validation, split.Validation.Select(target => new PromptHistory(target.User, split.HistoryOfValidation(target), target.Item)));
        audit.CheckPrompts(HeldOutStage.Test, split.Test.Select(target => new PromptHistory(target.User, split.HistoryOfTest(target), target.Item)));

        Assert.Equal(
            new LeakageReport
            {
                TrainingRows = 48,
                HeldOutTargets = 24,
                Edges = 48,
                PopularityCounts = 60,
                CandidateLists = 24,
                Pairs = 12,
                Negatives = (24 * 19) + 12,
                Prompts = 48 + 12 + 12,
                HistoryItems = (12 * 6) + (12 * 4) + (12 * 5),
            },
            audit.Report);
        Assert.Equal("no leakage: 48 training rows, 24 targets, 48 edges, 60 popularity counts, 24 candidate lists and 12 pairs with 468 negatives, 72 prompts with 180 history items", audit.Report.ToString());
    }

    [Fact]
    public void Constructor_TargetIsATrainingRow_Throws()
    {
        var split = new DataSplit(Split.Train, [], [new HeldOutInteraction(1, 3, 20)]);
        AssertLeak(() => new LeakageAudit(split), "training rows", 1, 3, "leakage in the training rows (user 1, item 3): it is a Test target. Remove repeated pairs before splitting.");
    }

    [Fact]
    public void Constructor_TargetInBothParts_Throws()
    {
        var split = new DataSplit(Split.Train, [new HeldOutInteraction(1, 5, 20)], [new HeldOutInteraction(1, 5, 21)]);
        AssertLeak(() => new LeakageAudit(split), "Validation targets", 1, 5, "leakage in the Validation targets (user 1, item 5): it is a Test target. Remove repeated pairs before splitting.");
    }

    [Fact]
    public void CheckEdges_HeldOutOrForeignEdge_Throws()
    {
        AssertLeak(
            () => new LeakageAudit(Split).CheckEdges([.. Edges(Split), (0, 3)]), "graph", 0, 3,
            "leakage in the graph (user 0, item 3): the edge is a Test target. Build the graph from the TrainView.");
        Assert.Throws<LeakageException>(() => new LeakageAudit(Split).CheckEdges([(0, 10)]));
        AssertLeak(
            () => new LeakageAudit(Split).CheckEdges([(1, 7)]), "graph", 1, 7,
            "leakage in the graph (user 1, item 7): the edge is in no part of the split. Build the graph from the TrainView.");
    }

    [Fact]
    public void CheckPopularity_CountsOfAllRows_Throws()
    {
        int[] counts = Split.Train.ItemCounts.ToArray();
        counts[3]++;
        AssertLeak(
            () => new LeakageAudit(Split).CheckPopularity(counts), "popularity counts", null, 3,
            "leakage in the popularity counts (item 3): the count is 2, but there are 1 training rows. Count in the TrainView.");
        AssertLeak(
            () => new LeakageAudit(Split).CheckPopularity(counts.AsSpan(1)), "popularity counts", null, null,
            "leakage in the popularity counts: there are 7 counts for 8 items. Count in the TrainView.");
    }

    [Fact]
    public void CheckCandidates_NegativeIsAPositive_Throws()
    {
        AssertLeak(
            () => Candidates(HeldOutStage.Validation, new CandidateList(0, [6, 1, 3], 1)), "candidates", 0, 3,
            "leakage in the candidates (user 0, item 3): it stands among the negatives, but is a Test target of the user. Exclude the positives of every split (UserPositives.OfAll).");
        AssertLeak(
            () => Candidates(HeldOutStage.Test, new CandidateList(0, [3, 6, 5], 0)), "candidates", 0, 5,
            "leakage in the candidates (user 0, item 5): it stands among the negatives, but is a training row of the user. Exclude the positives of every split (UserPositives.OfAll).");
    }

    [Fact]
    public void CheckCandidates_TargetOfAnotherStage_Throws() => AssertLeak(
        () => Candidates(HeldOutStage.Test, new CandidateList(0, [1, 6], 0)), "candidates", 0, 1,
        "leakage in the candidates (user 0, item 1): it is asked for as a target, but is no Test target of the split. Build the set from this split.");

    [Fact]
    public void CheckCandidates_OtherCounts_Throws() => Assert.Throws<InvalidOperationException>(() =>
        new LeakageAudit(Split).CheckCandidates(new CandidateSet(HeldOutStage.Test, 2, 9, "", [new CandidateList(0, [3, 6], 0)])));

    [Fact]
    public void CheckPairs_NegativeIsAPositive_Throws() => AssertLeak(
        () => new LeakageAudit(Split).CheckPairs(new InteractionPairSet(HeldOutStage.Test, 2, 8, "", [new(0, 3, 6), new(1, 4, 2)])), "pairs", 1, 2,
        "leakage in the pairs (user 1, item 2): it stands among the negatives, but is a Validation target of the user. Exclude the positives of every split (UserPositives.OfAll).");

    [Theory]
    [InlineData(HeldOutStage.Test, new[] { 4, 2, 3 }, 3, 3, "it is the item that the prompt asks about")]
    [InlineData(HeldOutStage.Validation, new[] { 4, 3 }, 1, 3, "it is a Test target")]
    [InlineData(HeldOutStage.Validation, new[] { 4, 1 }, 6, 1, "it is a Validation target")]
    [InlineData(HeldOutStage.Test, new[] { 4, 3 }, 6, 3, "it is a Test target")]
    [InlineData(HeldOutStage.Test, new[] { 7 }, 3, 7, "the user took it in no part of the split")]
    public void CheckPrompts_Leak_Throws(HeldOutStage stage, int[] history, int target, int offender, string reason) => AssertLeak(
        () => new LeakageAudit(Split).CheckPrompts(stage, [new PromptHistory(0, history, target)]), $"histories of {stage} prompts", 0, offender,
        $"leakage in the histories of {stage} prompts (user 0, item {offender}): {reason}. Take the history from the split's HistoryOf methods, or the training rows before the target.");

    [Theory]
    [InlineData(new[] { 4, 2 }, 2, 2, "it is the item that the prompt asks about")]
    [InlineData(new[] { 4, 5 }, 2, 5, "it came after the target 2")]
    [InlineData(new[] { 4, 1 }, 2, 1, "it is a Validation target")]
    [InlineData(new[] { 4, 3 }, 6, 3, "it is a Test target")]
    [InlineData(new[] { 0 }, 6, 0, "the user took it in no part of the split")]
    public void CheckTrainingPrompts_Leak_Throws(int[] history, int target, int offender, string reason) => AssertLeak(
        () => new LeakageAudit(Split).CheckTrainingPrompts([new PromptHistory(0, history, target)]), "histories of training prompts", 0, offender,
        $"leakage in the histories of training prompts (user 0, item {offender}): {reason}. Take the history from the split's HistoryOf methods, or the training rows before the target.");

    [Fact]
    public void CheckTrainingPrompts_AsksAboutAHeldOutTarget_Throws() => AssertLeak(
        () => new LeakageAudit(Split).CheckTrainingPrompts([new PromptHistory(0, [4], 3)]), "training prompts", 0, 3,
        "leakage in the training prompts (user 0, item 3): the prompt asks about a Test target. Make training prompts from the TrainView.");

    [Fact]
    public void CheckPrompts_LaterHistory_ThrowsOnlyInAChronologicalAudit()
    {
        var split = new DataSplit(Split.Train, [], [new HeldOutInteraction(0, 3, 1)]);
        PromptHistory[] prompts = [new(0, [4, 2, 5], 3)];
        AssertLeak(
            () => new LeakageAudit(split).CheckPrompts(HeldOutStage.Test, prompts), "histories of Test prompts", 0, 5,
            "leakage in the histories of Test prompts (user 0, item 5): it came after the target 3. Take the history from the split's HistoryOf methods, or the training rows before the target.");
        var audit = new LeakageAudit(split, chronological: false);
        audit.CheckPrompts(HeldOutStage.Test, prompts);
        audit.CheckTrainingPrompts([new(0, [4, 5], 2)]);
        Assert.Equal(2, audit.Report.Prompts);
    }

    [Fact]
    public void CheckIdOrder_IdsByPopularity_Throws()
    {
        // Item k is taken by the first 40 - k users.
        (int User, int Item)[] rows = [.. Enumerable.Range(0, 40).SelectMany(item => Enumerable.Range(0, 40 - item).Select(user => (user, item)))];
        var audit = new LeakageAudit(new DataSplit(SmallSplits.Train(40, 40, rows), [], []));
        AssertLeak(
            () => audit.CheckIdOrder(), "order of item ids", null, null,
            "leakage in the order of item ids: the rank correlation of id and training popularity is -1.000, beyond ±0.801. Number the items by a seeded shuffle.");
        Assert.Null(audit.Report.IdOrderCorrelation);
    }

    [Fact]
    public void CheckIdOrder_ShuffledIds_Passes()
    {
        var audit = new LeakageAudit(SmallSplits.LeaveOneOut(1, 100, 200, 20));
        audit.CheckIdOrder();
        Assert.InRange(audit.Report.IdOrderCorrelation!.Value, -0.3, 0.3);
        Assert.Throws<ArgumentOutOfRangeException>(() => audit.CheckIdOrder(0));
    }

    [Fact]
    public void CheckIdOrder_EqualCounts_HasNoOrder()
    {
        var audit = new LeakageAudit(new DataSplit(SmallSplits.Train(1, 3), [], []));
        audit.CheckIdOrder();
        Assert.Equal(0, audit.Report.IdOrderCorrelation);
    }

    private static void Candidates(HeldOutStage stage, CandidateList list) =>
        new LeakageAudit(Split).CheckCandidates(new CandidateSet(stage, 2, 8, "", [list]));

    private static IEnumerable<(int User, int Item)> Edges(DataSplit split)
    {
        for (int user = 0; user < split.Train.UserCount; user++)
        {
            foreach (int item in split.Train.ItemsOf(user).ToArray())
            {
                yield return (user, item);
            }
        }
    }

    private static int[] Before(DataSplit split, int user, int item)
    {
        int[] items = split.Train.ItemsOf(user).ToArray();
        return items[..Array.IndexOf(items, item)];
    }

    private static void AssertLeak(Action action, string where, int? user, int? item, string message)
    {
        var error = Assert.Throws<LeakageException>(action);
        Assert.Equal((where, user, item, message), (error.Where, error.User, error.Item, error.Message));
    }
}
