using Bdlm.Data;
using Bdlm.Sampling;

namespace Bdlm.Evaluation;

/// <summary>
/// Two users of eight items. User 0 took 4, 2, 5, then 1 (validation), then 3 (test); user 1 took 0, 6, then 2 (validation), then 4 (test).
/// </summary>
internal static class SmallQuestions
{
    public static DataSplit Split { get; } = new(
        new TrainView(2, 8, [0, 0, 0, 1, 1], [4, 2, 5, 0, 6], [1, 2, 3, 1, 2]),
        [new HeldOutInteraction(0, 1, 10), new HeldOutInteraction(1, 2, 10)],
        [new HeldOutInteraction(0, 3, 11), new HeldOutInteraction(1, 4, 11)]);

    public static CandidateSet ValidationCandidates { get; } = new(
        HeldOutStage.Validation, 2, 8, "by hand", [new CandidateList(0, [1, 0, 6], 0), new CandidateList(1, [3, 5, 2], 2)]);

    public static CandidateSet TestCandidates { get; } = new(
        HeldOutStage.Test, 2, 8, "by hand", [new CandidateList(0, [7, 3, 0], 1), new CandidateList(1, [1, 3, 4], 2)]);

    public static InteractionPairSet ValidationPairs { get; } = new(
        HeldOutStage.Validation, 2, 8, "by hand", [new InteractionPair(0, 1, 7), new InteractionPair(1, 2, 5)]);

    public static InteractionPairSet TestPairs { get; } = new(
        HeldOutStage.Test, 2, 8, "by hand", [new InteractionPair(0, 3, 6), new InteractionPair(1, 4, 7)]);

    public static EvaluationQuestions Validation { get; } = EvaluationQuestions.Create(Split, ValidationCandidates, ValidationPairs);

    public static EvaluationQuestions Test { get; } = EvaluationQuestions.Create(Split, TestCandidates, TestPairs);
}
