namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>A figure of the tables. It is a mean over users, a ratio of sums over users, or known for the whole only.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="PerUser">One value a user, where the figure is their mean; else null.</param>
/// <param name="OfCounts">The figure of summed decisions, where it is one of those; else null.</param>
/// <param name="Whole">The figure of a whole model where nothing smaller is stored; else null.</param>
internal sealed record Measure(
    string Name,
    Func<ModelAnswers, double[]>? PerUser = null,
    Func<DecisionCounts, double>? OfCounts = null,
    Func<ModelAnswers, double>? Whole = null)
{
    /// <summary>Whether the model answered what the figure is made of.</summary>
    public bool IsKnown(ModelAnswers answers) => PerUser is not null || (answers.HasPairs && double.IsFinite(Value(answers)));

    /// <summary>The figure of one model of one seed.</summary>
    public double Value(ModelAnswers answers) =>
        PerUser is not null ? PerUser(answers).Average()
        : OfCounts is not null ? OfCounts(answers.Decisions.Aggregate((sum, counts) => sum + counts))
        : Whole!(answers);
}
