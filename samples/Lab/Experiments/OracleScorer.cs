using System.Globalization;
using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Lab.World;

namespace Bdlm.Lab.Experiments;

/// <summary>
/// Scores by the generated world's true utilities: the best score of a model that knows everybody's taste and nothing of how the
/// negatives were drawn.
/// </summary>
internal sealed class OracleScorer(GeneratedWorld world, InteractionLog log) : IScorer
{
    public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default) =>
        [.. questions.Select(question => Utility(question.User, question.Item))];

    public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default) =>
        [.. questions.Select(question => question.Candidates.Select(item => Utility(question.User, item)).ToArray())];

    private float Utility(int user, int item) => (float)world.Utility(Number(log.UserMap.Original(user)), Number(log.ItemMap.Original(item)));

    // "u12" and "f7" were the 12th user and the 7th film before ids were shuffled.
    private static int Number(string original) => int.Parse(original.AsSpan(1), CultureInfo.InvariantCulture);
}
