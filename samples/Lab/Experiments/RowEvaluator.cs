using Bdlm.Evaluation;

namespace Bdlm.Lab.Experiments;

/// <summary>Puts the test questions to every model alike. The decision threshold comes from the validation pairs.</summary>
internal sealed class RowEvaluator
{
    private readonly EvaluationQuestions _validation;
    private readonly EvaluationQuestions _test;
    private readonly CancellationToken _cancellation;

    public RowEvaluator(ExperimentData data, CancellationToken cancellation)
    {
        _validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        _test = EvaluationQuestions.Create(data.Split, data.TestCandidates, data.TestPairs, data.Scale.TestUsers);
        _cancellation = cancellation;
    }

    public ModelRow Judge(string model, IScorer scorer)
    {
        double threshold = ModelEvaluation.ChooseThreshold(scorer, _validation, _cancellation);
        return new ModelRow(
            model,
            ModelEvaluation.Rank(scorer, _test, _cancellation),
            ModelEvaluation.Predict(scorer, _test, threshold, _cancellation));
    }

    /// <summary>A test question to show to a reader, chosen by the seed and not by how it turns out.</summary>
    public (RankingQuestion Question, int Target) TestQuestion(int seed)
    {
        int place = new Random(seed).Next(_test.Rankings.Count);
        RankingQuestion question = _test.Rankings[place];
        return (question, question.Candidates[_test.TargetIndices[place]]);
    }
}
