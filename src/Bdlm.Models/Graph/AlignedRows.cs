namespace Bdlm.Graph;

/// <summary>Which rows of a graph model the language side is preloaded with and the sharing module aligns.</summary>
public enum AlignedRows
{
    /// <summary>The propagated rows, those that scores are made of.</summary>
    Propagated,

    /// <summary>The trained table, layer 0.</summary>
    Initial,
}
