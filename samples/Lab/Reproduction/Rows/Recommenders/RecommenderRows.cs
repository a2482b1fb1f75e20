namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>The rows that know interactions alone and that BDLM does not start from: popularity, sequential recommenders, stacks.</summary>
internal static class RecommenderRows
{
    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<IRowRecipe> All { get; } = [];
}
