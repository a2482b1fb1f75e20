using Bdlm.Data;
using Bdlm.Metrics;
using Bdlm.Sampling;

namespace Bdlm.Evaluation;

public sealed class EvaluationQuestionsTests
{
    [Fact]
    public void Create_Validation_KnowsTheTrainingItemsOldestFirst()
    {
        EvaluationQuestions questions = SmallQuestions.Validation;
        Assert.Equal([[4, 2, 5], [0, 6]], questions.Rankings.Select(question => question.History));
        Assert.Equal([[4, 2, 5], [4, 2, 5], [0, 6], [0, 6]], questions.Pairs.Select(question => question.History));
    }

    [Fact]
    public void Create_Test_KnowsTheValidationItemToo()
    {
        EvaluationQuestions questions = SmallQuestions.Test;
        Assert.Equal([[4, 2, 5, 1], [0, 6, 2]], questions.Rankings.Select(question => question.History));
        Assert.Equal([[4, 2, 5, 1], [4, 2, 5, 1], [0, 6, 2], [0, 6, 2]], questions.Pairs.Select(question => question.History));
    }

    [Fact]
    public void Create_Test_KeepsUsersCandidatesTargetsAndLabelsInOrder()
    {
        EvaluationQuestions questions = SmallQuestions.Test;
        Assert.Equal([0, 1], questions.Rankings.Select(question => question.User));
        Assert.Equal([[7, 3, 0], [1, 3, 4]], questions.Rankings.Select(question => question.Candidates));
        Assert.Equal([1, 2], questions.TargetIndices);
        Assert.Equal([(0, 3), (0, 6), (1, 4), (1, 7)], questions.Pairs.Select(question => (question.User, question.Item)));
        Assert.Equal([true, false, true, false], questions.Labels);
    }

    [Fact]
    public void Create_FirstTargetOnly_AsksItsQuestionsOnly()
    {
        var questions = EvaluationQuestions.Create(SmallQuestions.Split, SmallQuestions.TestCandidates, SmallQuestions.TestPairs, maxTargets: 1);
        Assert.Equal(0, Assert.Single(questions.Rankings).User);
        Assert.Single(questions.TargetIndices);
        Assert.Equal([3, 6], questions.Pairs.Select(pair => pair.Item));
        Assert.Equal([true, false], questions.Labels);
    }

    [Fact]
    public void Create_MoreTargetsThanThereAre_AsksAll() => Assert.Equal(
        2, EvaluationQuestions.Create(SmallQuestions.Split, SmallQuestions.TestCandidates, SmallQuestions.TestPairs, maxTargets: 99).Rankings.Count);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Create_NoTarget_Throws(int maxTargets) => Assert.StartsWith(
        $"maxTargets is {maxTargets}; expected at least 1, or null for all.",
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            EvaluationQuestions.Create(SmallQuestions.Split, SmallQuestions.TestCandidates, SmallQuestions.TestPairs, maxTargets)).Message);

    [Fact]
    public void Create_DifferentStages_Throws() => Assert.StartsWith(
        "candidates are of Test and pairs of Validation; expected the same stage. Build both for one stage.",
        Assert.Throws<ArgumentException>(() =>
            EvaluationQuestions.Create(SmallQuestions.Split, SmallQuestions.TestCandidates, SmallQuestions.ValidationPairs)).Message);

    [Fact]
    public void Create_QuestionsOfAnotherSplit_Throws()
    {
        DataSplit other = With([new HeldOutInteraction(0, 3, 11), new HeldOutInteraction(1, 5, 11)]);
        Assert.StartsWith(
            "candidates[1] asks user 1 for item 4, the split's target 1 is user 1 with item 5; expected the same. Build the questions from this split.",
            Assert.Throws<ArgumentException>(() => EvaluationQuestions.Create(other, SmallQuestions.TestCandidates, SmallQuestions.TestPairs)).Message);
    }

    [Fact]
    public void Create_PairsOfAnotherSplit_Throws()
    {
        var pairs = new InteractionPairSet(HeldOutStage.Test, 2, 8, "", [new InteractionPair(1, 4, 7), new InteractionPair(0, 3, 6)]);
        Assert.StartsWith(
            "pairs[0] asks user 1 for item 4, the split's target 0 is user 0 with item 3",
            Assert.Throws<ArgumentException>(() => EvaluationQuestions.Create(SmallQuestions.Split, SmallQuestions.TestCandidates, pairs)).Message);
    }

    [Fact]
    public void Create_FewerQuestionsThanTargets_Throws()
    {
        DataSplit other = With([.. SmallQuestions.Split.Test, new HeldOutInteraction(1, 5, 12)]);
        Assert.StartsWith(
            "candidates asks about 2 targets, the split holds 3; expected the same. Build the questions from this split.",
            Assert.Throws<ArgumentException>(() => EvaluationQuestions.Create(other, SmallQuestions.TestCandidates, SmallQuestions.TestPairs)).Message);
    }

    [Fact]
    public void Create_QuestionsOfOtherCounts_Throws()
    {
        var other = new CandidateSet(HeldOutStage.Test, 2, 9, "", SmallQuestions.TestCandidates.Lists);
        Assert.StartsWith(
            "the candidate set was built for 2 users and 9 items, but the split has 2 and 8.",
            Assert.Throws<InvalidOperationException>(() => EvaluationQuestions.Create(SmallQuestions.Split, other, SmallQuestions.TestPairs)).Message);
    }

    [Fact]
    public void PromptHistories_PassTheLeakageAudit()
    {
        var audit = new LeakageAudit(SmallQuestions.Split);
        audit.CheckPrompts(HeldOutStage.Validation, SmallQuestions.Validation.PromptHistories());
        audit.CheckPrompts(HeldOutStage.Test, SmallQuestions.Test.PromptHistories());
        Assert.Equal(4, audit.Report.Prompts);
        Assert.Equal([3, 4], SmallQuestions.Test.PromptHistories().Select(history => history.Target));
    }

    private static DataSplit With(IReadOnlyList<HeldOutInteraction> test) => new(SmallQuestions.Split.Train, SmallQuestions.Split.Validation, test);
}
