namespace Bdlm.Data;

/// <summary>Refuses wrong ids and counts at a public edge.</summary>
internal static class DataGuard
{
    /// <summary>Throws unless every id lies in [0, <paramref name="count"/>).</summary>
    public static void Ids(ReadOnlySpan<int> ids, int count, string name)
    {
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(name, $"{name} holds {id}; expected dense ids in [0, {count}). Map original ids through the IdMap first.");
            }
        }
    }

    /// <summary>Throws unless the id lies in [0, <paramref name="count"/>).</summary>
    public static void Id(int id, int count, string name)
    {
        if ((uint)id >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {id}; expected a dense id in [0, {count}). Map original ids through the IdMap first.");
        }
    }

    /// <summary>Throws if a count is negative.</summary>
    public static void Count(int count, string name)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {count}; expected 0 or more. Give the size of the IdMap.");
        }
    }
}
