using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>Where rows are good: HR@1 by a property of the question.</summary>
/// <param name="By">What the questions are grouped by, with its unit.</param>
/// <param name="Groups">The groups' labels, in order.</param>
/// <param name="Cells">Row by row, group by group.</param>
internal sealed record Breakdown(string By, IReadOnlyList<string> Groups, IReadOnlyList<BreakdownCell> Cells)
{
    private const int GroupCount = 4;
    private const int BootstrapSeed = 1;

    /// <summary>The breakdowns by user activity, by the target's popularity, and by the target's place among the candidates.</summary>
    /// <param name="rows">Rows that answered the same questions.</param>
    /// <param name="facts">What is known of the questions; without it only the place is.</param>
    /// <param name="candidates">The length of the candidate lists.</param>
    public static IReadOnlyList<Breakdown> Of(IReadOnlyList<RowAnswers> rows, QuestionFacts? facts, int candidates)
    {
        var found = new List<Breakdown>();
        if (facts is not null)
        {
            QuestionFacts own = facts.For(rows[0].Seeds[0].Result.Users);
            found.Add(Of("user activity (training items)", rows, CountGroup.Quantiles(own.Activity, GroupCount)));
            found.Add(Of("popularity of the target (training users)", rows, CountGroup.Quantiles(own.Popularity, GroupCount)));
        }

        int[] places = [.. rows[0].Seeds[0].Result.TargetPlaces.Select(place => place + 1)];
        if (places.Length > 0)
        {
            found.Add(Of("place of the target among the candidates", rows, CountGroup.Widths(places, candidates, GroupCount)));
        }

        return found;
    }

    private static Breakdown Of(string by, IReadOnlyList<RowAnswers> rows, IReadOnlyList<CountGroup> groups) =>
        new(by, [.. groups.Select(group => group.Label)], [.. rows.SelectMany(row => CellsOf(row, groups))]);

    private static IEnumerable<BreakdownCell> CellsOf(RowAnswers row, IReadOnlyList<CountGroup> groups)
    {
        double[] hits = row.PerUser(Measures.HitRate1);
        foreach (CountGroup group in groups)
        {
            ConfidenceInterval interval = ConfidenceInterval.Bootstrap([.. group.Questions.Select(question => hits[question])], BootstrapSeed);
            yield return new BreakdownCell(row.Key, group.Label, group.Questions.Length, Rounding.Round(interval.Estimate), Rounding.Round(interval.Lower), Rounding.Round(interval.Upper));
        }
    }
}
