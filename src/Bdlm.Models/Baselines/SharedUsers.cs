using Bdlm.Graphs;

namespace Bdlm.Baselines;

/// <summary>Counts the users that items share. One instance serves one thread.</summary>
internal sealed class SharedUsers(InteractionGraph graph)
{
    private readonly int[] _counts = new int[graph.ItemCount];
    private readonly List<int> _met = [];

    /// <summary>The other items that share a user with an item, and how many.</summary>
    public IEnumerable<(int Item, int Count)> With(int item)
    {
        CountFrom(item);
        foreach (int other in _met)
        {
            if (other != item)
            {
                yield return (other, _counts[other]);
            }

            _counts[other] = 0;
        }

        _met.Clear();
    }

    private void CountFrom(int item)
    {
        foreach (int user in graph.Neighbours(graph.ItemNode(item)))
        {
            foreach (int node in graph.Neighbours(user))
            {
                int other = node - graph.UserCount;
                if (_counts[other]++ == 0)
                {
                    _met.Add(other);
                }
            }
        }
    }
}
