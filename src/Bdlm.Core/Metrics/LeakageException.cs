namespace Bdlm.Metrics;

/// <summary>Something that is to be predicted was found where models can see it.</summary>
public sealed class LeakageException : InvalidOperationException
{
    /// <summary>Names the offence.</summary>
    /// <param name="where">Where it was found, such as "graph".</param>
    /// <param name="user">The offending user; null where it is about an item only.</param>
    /// <param name="item">The offending item; null where it is about no single item.</param>
    /// <param name="reason">What is wrong and how to mend it, as sentences.</param>
    public LeakageException(string where, int? user, int? item, string reason)
        : base($"leakage in the {where}{Offender(user, item)}: {reason}")
    {
        Where = where;
        User = user;
        Item = item;
    }

    /// <summary>Where it was found.</summary>
    public string Where { get; }

    /// <summary>The offending user; null where it is about an item only.</summary>
    public int? User { get; }

    /// <summary>The offending item; null where it is about no single item.</summary>
    public int? Item { get; }

    private static string Offender(int? user, int? item) => (user, item) switch
    {
        (null, null) => "",
        (null, _) => $" (item {item})",
        (_, null) => $" (user {user})",
        _ => $" (user {user}, item {item})",
    };
}
