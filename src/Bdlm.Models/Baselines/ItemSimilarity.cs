using Bdlm.Graphs;

namespace Bdlm.Baselines;

/// <summary>Cosine similarity of items by the users they share: |U_i ∩ U_j| / (√(|U_i| |U_j|) + shrinkage).</summary>
internal static class ItemSimilarity
{
    /// <summary>The nearest neighbours of each item, <c>[items, items]</c>; of equally near ones, the lower ids.</summary>
    public static CsrMatrix Nearest(InteractionGraph graph, int neighbours, double shrinkage)
    {
        var rows = new (int Item, float Similarity)[graph.ItemCount][];
        Parallel.For(0, graph.ItemCount, () => new SharedUsers(graph), (item, _, shared) =>
        {
            rows[item] = Select(graph, shared, item, neighbours, shrinkage);
            return shared;
        }, _ => { });
        return ToMatrix(rows);
    }

    private static (int Item, float Similarity)[] Select(InteractionGraph graph, SharedUsers shared, int item, int neighbours, double shrinkage)
    {
        double own = graph.Degree(graph.ItemNode(item));
        var row = new List<(int Item, float Similarity)>();
        foreach ((int other, int count) in shared.With(item))
        {
            double degree = graph.Degree(graph.ItemNode(other));
            row.Add((other, (float)(count / (Math.Sqrt(own * degree) + shrinkage))));
        }

        row.Sort((a, b) => a.Similarity == b.Similarity ? a.Item.CompareTo(b.Item) : b.Similarity.CompareTo(a.Similarity));
        return [.. row.Take(neighbours).OrderBy(entry => entry.Item)];
    }

    private static CsrMatrix ToMatrix((int Item, float Similarity)[][] rows)
    {
        var starts = new int[rows.Length + 1];
        for (int row = 0; row < rows.Length; row++)
        {
            starts[row + 1] = checked(starts[row] + rows[row].Length);
        }

        int[] columns = [.. rows.SelectMany(row => row.Select(entry => entry.Item))];
        float[] values = [.. rows.SelectMany(row => row.Select(entry => entry.Similarity))];
        return new CsrMatrix(rows.Length, rows.Length, starts, columns, values);
    }
}
