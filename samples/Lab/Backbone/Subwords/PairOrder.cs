namespace Bdlm.Lab.Backbone.Subwords;

/// <summary>The order in which pairs are merged: the most frequent first, ties by what sorts first.</summary>
internal sealed class PairOrder : IComparer<(long Count, SymbolPair Pair)>
{
    public int Compare((long Count, SymbolPair Pair) x, (long Count, SymbolPair Pair) y)
    {
        int byCount = y.Count.CompareTo(x.Count);
        int byLeft = byCount != 0 ? byCount : string.CompareOrdinal(x.Pair.Left, y.Pair.Left);
        return byLeft != 0 ? byLeft : string.CompareOrdinal(x.Pair.Right, y.Pair.Right);
    }
}
