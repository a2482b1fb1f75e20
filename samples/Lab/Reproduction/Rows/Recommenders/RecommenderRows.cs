using Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>The rows that know interactions alone and that BDLM does not start from: popularity, sequential recommenders, stacks.</summary>
internal static class RecommenderRows
{
    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<IRowRecipe> All { get; } =
    [
        new TunedRecipe(TunedRows.Find("Popularity"), cost: 0.01),
        new TunedRecipe(TunedRows.Find("SASRec"), cost: 2),
        new TunedRecipe(TunedRows.Find("GRU4Rec"), cost: 3),
        new TunedRecipe(TunedRows.Find("BERT4Rec"), cost: 4),
        new StackRecipe(StackKind.CountsAndLightGcn),
        new StackRecipe(StackKind.SasRecAndLightGcn),
    ];
}
