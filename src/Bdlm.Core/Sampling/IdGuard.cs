namespace Bdlm.Sampling;

/// <summary>Refuses dense ids outside their range.</summary>
internal static class IdGuard
{
    /// <summary>Throws unless <paramref name="id"/> lies in [0, <paramref name="count"/>).</summary>
    public static void Check(int id, int count, string name)
    {
        if ((uint)id >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {id}; expected a dense id in [0, {count}). Map original ids through the IdMap, and use the split that this object was made for.");
        }
    }
}
