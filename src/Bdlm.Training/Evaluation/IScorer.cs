namespace Bdlm.Evaluation;

/// <summary>
/// A trained model as the evaluation sees it: scores for pairs and for candidates. Scores are comparable within one
/// method only; larger is better. Implementations switch their modules to evaluation mode and keep no gradients.
/// </summary>
public interface IScorer
{
    /// <summary>One score a pair; as a logit where the model is probabilistic.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled between two batches.</exception>
    float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default);

    /// <summary>For each question one score a candidate, in the candidates' order.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled between two batches.</exception>
    float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default);
}
