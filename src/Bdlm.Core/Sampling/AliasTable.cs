namespace Bdlm.Sampling;

/// <summary>
/// Vose's alias method: n columns of equal mass, each shared by at most two items, so that one draw costs two random
/// numbers whatever n is. Building costs O(n).
/// </summary>
internal sealed class AliasTable : IItemDistribution
{
    private readonly double[] _weights;
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <summary>Builds the table.</summary>
    /// <param name="weights">At least one positive value; none negative, infinite or NaN.</param>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        _weights = weights.ToArray();
        _keep = new double[weights.Length];
        _alias = new int[weights.Length];
        double mean = _weights.Sum() / weights.Length;
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (int item = 0; item < weights.Length; item++)
        {
            _keep[item] = weights[item] / mean;
            (_keep[item] < 1 ? small : large).Push(item);
        }

        Pair(small, large);
        CloseRemaining(small, large);
    }

    /// <inheritdoc/>
    public int ItemCount => _weights.Length;

    /// <inheritdoc/>
    public double Weight(int item) => _weights[item];

    /// <inheritdoc/>
    public int Draw(Random random)
    {
        int column = random.Next(_keep.Length);
        return random.NextDouble() < _keep[column] ? column : _alias[column];
    }

    private void Pair(Stack<int> small, Stack<int> large)
    {
        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop();
            int more = large.Peek();
            _alias[less] = more;
            _keep[more] -= 1 - _keep[less];
            if (_keep[more] < 1)
            {
                small.Push(large.Pop());
            }
        }
    }

    /// <summary>Rounding may leave columns without a partner; their mass is 1 up to rounding, unless the item's weight is 0.</summary>
    private void CloseRemaining(Stack<int> small, Stack<int> large)
    {
        int heaviest = Array.IndexOf(_weights, _weights.Max());
        foreach (int item in small.Concat(large))
        {
            _keep[item] = _weights[item] > 0 ? 1 : 0;
            _alias[item] = heaviest;
        }
    }
}
