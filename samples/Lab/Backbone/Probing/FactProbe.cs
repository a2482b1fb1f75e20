namespace Bdlm.Lab.Backbone.Probing;

/// <summary>Asks a language model about the catalogue and compares its answers with guessing.</summary>
internal static class FactProbe
{
    private const int MostQuestions = 400;

    /// <summary>The results by kind of question, in the order in which kinds first stand among the questions.</summary>
    /// <param name="likelihood">The model that is asked.</param>
    /// <param name="questions">Questions whose sentences were held out; of each kind the first 400 are put.</param>
    /// <param name="cancellation">Honoured between forwards.</param>
    public static IReadOnlyList<ProbeResult> Measure(ChoiceLikelihood likelihood, IEnumerable<ProbeQuestion> questions, CancellationToken cancellation) =>
        [.. questions.GroupBy(question => question.Kind).Select(kind => Measure(likelihood, kind.Key, [.. kind.Take(MostQuestions)], cancellation))];

    private static ProbeResult Measure(ChoiceLikelihood likelihood, string kind, ProbeQuestion[] questions, CancellationToken cancellation)
    {
        double[][] scores = likelihood.Score(questions, cancellation);
        int right = questions.Where((question, place) => question.Right.Contains(Best(scores[place]))).Count();
        return new ProbeResult(
            kind,
            questions.Length,
            (double)right / questions.Length,
            questions.Average(question => (double)question.Right.Count / question.Choices.Count),
            BestConstant(questions));
    }

    private static int Best(double[] scores) => Array.IndexOf(scores, scores.Max());

    private static double BestConstant(ProbeQuestion[] questions) => questions
        .SelectMany(question => question.Right.Select(place => question.Choices[place]))
        .CountBy(choice => choice, StringComparer.Ordinal)
        .Max(entry => (double)entry.Value / questions.Length);
}
