using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Rows.Domain;
using Bdlm.Lab.Reproduction.Rows.Joint;
using Bdlm.Lab.Reproduction.Rows.Recommenders;
using Bdlm.Lab.Reproduction.Rows.Text;
using Bdlm.Lab.Reproduction.Rows.Titles;

namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>Which rows the paper's tables and figures are made of.</summary>
internal static class ExperimentRows
{
    /// <summary>The data statistics: no cells.</summary>
    public const string Table1 = "table1";

    /// <summary>All models on one data set.</summary>
    public const string Table3 = "table3";

    /// <summary>BDLM on other recommenders.</summary>
    public const string Table4 = "table4";

    /// <summary>The ablations.</summary>
    public const string Figure5 = "figure5";

    /// <summary>The weight of mutual learning.</summary>
    public const string Figure6 = "figure6";

    /// <summary>What titles contribute: BDLM and the text-only model with titles, and with those of other items. Not in the paper.</summary>
    public const string Titles = "titles";

    private static readonly double[] MutualWeights = [0, 1e-3, 1e-2, 1e-1, 1, 10];

    private static BdlmRecipe Full { get; } = new(DomainKind.LightGcn, BdlmVariant.Full);

    /// <summary>The experiments' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Table1, Table3, Table4, Figure5, Figure6, Titles];

    /// <summary>The rows of an experiment, in the order of the paper.</summary>
    /// <exception cref="ArgumentException">There is no such experiment.</exception>
    public static IReadOnlyList<IRowRecipe> Of(string experiment, LabScale scale) => experiment switch
    {
        Table1 => [],
        Table3 =>
        [
            new DomainRowRecipe(DomainKind.Ncf),
            new DomainRowRecipe(DomainKind.Gmf),
            new DomainRowRecipe(DomainKind.LightGcn),
            .. RecommenderRows.All,
            .. TextRows.All,
            Full,
        ],
        Table4 => [.. Beside(DomainKind.Ncf), .. Beside(DomainKind.Gmf), .. Beside(DomainKind.MatrixFactorization)],
        Figure5 => [.. Ablations(DomainKind.LightGcn), .. Ablations(DomainKind.Ncf)],
        Figure6 => [.. MutualWeights.Select(weight => WithWeight(weight, scale))],
        Titles => [new InstructRecRecipe(), new TitlesRecipe(new InstructRecRecipe(), TitleUse.Shuffled), Full, new TitlesRecipe(Full, TitleUse.Shown), new TitlesRecipe(Full, TitleUse.Shuffled)],
        _ => throw new ArgumentException($"the experiment is {experiment}; expected one of {string.Join(", ", Names)}."),
    };

    private static IRowRecipe[] Beside(DomainKind kind) => [new DomainRowRecipe(kind), new BdlmRecipe(kind, BdlmVariant.Full)];

    private static IEnumerable<IRowRecipe> Ablations(DomainKind kind) =>
        [new DomainRowRecipe(kind), .. BdlmVariant.All.Select(variant => new BdlmRecipe(kind, variant))];

    // At the scale's own weight the cell is that of table 3.
    private static BdlmRecipe WithWeight(double weight, LabScale scale) =>
        new(DomainKind.LightGcn, BdlmVariant.Full, weight == scale.MutualWeight ? null : weight);
}
