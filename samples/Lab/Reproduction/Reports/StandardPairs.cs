using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Rows.Joint;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>Which rows of an experiment are held against each other. Where a row has to be chosen, validation data choose it.</summary>
internal static class StandardPairs
{
    private const string Drs = "BDLM-drs";
    private const string Llm = "BDLM-llm";
    private const string Fit = "BDLM-fit";
    private static readonly string[] Nested = [BdlmVariant.WithoutJointLearning.Label, BdlmVariant.WithoutPreloading.Label, BdlmVariant.WithoutTokens.Label];

    /// <summary>The pairs of an experiment, among the rows that have results.</summary>
    public static IReadOnlyList<RowPair> For(string experiment, IReadOnlyList<RowSummary> rows)
    {
        RowSummary[] known = [.. rows.Where(row => row.Values.Count > 0)];
        IEnumerable<RowPair> pairs = experiment switch
        {
            "table3" => MainTable(known),
            "table4" => DomainModels(known),
            "figure5" => known.GroupBy(row => row.Group).SelectMany(group => Ablations([.. group])),
            "figure6" => known.GroupBy(row => row.Group).SelectMany(group => Weights([.. group])),
            "titles" => Titles(known),
            _ => [],
        };
        return [.. pairs.DistinctBy(pair => (pair.First, pair.Second))];
    }

    private static IEnumerable<RowPair> MainTable(RowSummary[] rows)
    {
        yield return new RowPair(Drs, "LightGCN", "the language side helps the recommender");
        yield return new RowPair(Llm, "InstructRec", "the recommender helps the language side");
        foreach (RowSummary stack in rows.Where(row => row.Kind == RowKind.Stack))
        {
            yield return new RowPair(Drs, stack.Key, "the gain is more than sequence information");
            yield return new RowPair(Fit, stack.Key, "the same, both fitted on validation questions");
        }

        if (BestOnValidation(rows.Where(row => row.Kind == RowKind.Baseline)) is { } best)
        {
            yield return new RowPair(Drs, best.Key, "BDLM-drs against the best baseline on validation data");
            yield return new RowPair(Llm, best.Key, "BDLM-llm against the best baseline on validation data");
        }
    }

    private static IEnumerable<RowPair> DomainModels(RowSummary[] rows) =>
        from row in rows.Where(row => row.Kind == RowKind.Bdlm).OrderBy(row => row.Name, StringComparer.Ordinal)
        let domain = BdlmModelName.Parse(row.Model).Domain
        where rows.Any(other => other.Kind == RowKind.Baseline && other.Key == domain)
        select new RowPair(row.Key, domain, $"{row.Name} against {domain} alone");

    private static IEnumerable<RowPair> Ablations(RowSummary[] rows)
    {
        RowSummary? full = rows.FirstOrDefault(row => row.Name == BdlmModelName.Full);
        foreach (RowSummary part in rows.Where(row => full is not null && row != full))
        {
            yield return new RowPair(full!.Key, part.Key, $"{full.Name} above {part.Name}");
        }

        RowSummary[] nested = [.. rows.Where(row => Nested.Contains(row.Name))];
        foreach ((RowSummary first, RowSummary second) in nested.Zip(nested.Skip(1)))
        {
            yield return new RowPair(first.Key, second.Key, $"{first.Name} above {second.Name}");
        }
    }

    // With true titles above none, where both were run, and above those of others.
    private static IEnumerable<RowPair> Titles(RowSummary[] rows)
    {
        const string shuffled = " with shuffled titles";
        foreach (RowSummary control in rows.Where(row => row.Name.EndsWith(shuffled, StringComparison.Ordinal)))
        {
            string model = control.Name[..^shuffled.Length];
            string shown = rows.Any(row => row.Name == $"{model} with titles") ? $"{model} with titles" : model;
            yield return new RowPair(shown, control.Key, "what titles say helps");
            if (shown != model)
            {
                yield return new RowPair(shown, model, "titles beside item tokens help");
            }
        }
    }

    // An inner maximum: the weight that validation data choose lies above both ends.
    private static IEnumerable<RowPair> Weights(RowSummary[] rows)
    {
        RowSummary[] byWeight = [.. rows.Where(row => row.Lambda is not null).OrderBy(row => row.Lambda)];
        if (BestOnValidation(byWeight) is { } best)
        {
            foreach (RowSummary end in new[] { byWeight[0], byWeight[^1] }.Where(end => end != best))
            {
                yield return new RowPair(best.Key, end.Key, $"the weight chosen on validation data above {end.Name}");
            }
        }
    }

    private static RowSummary? BestOnValidation(IEnumerable<RowSummary> rows) => rows.MaxBy(row => row.ValidationMrr);
}
