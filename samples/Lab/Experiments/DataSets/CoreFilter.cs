using System.Globalization;
using Bdlm.Data;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Which users and items are too rare to keep.</summary>
/// <param name="User">The fewest interactions of a user, at least 1.</param>
/// <param name="Item">The fewest interactions of an item, at least 1.</param>
internal sealed record CoreFilter(int User, int Item)
{
    /// <summary>Everything stays.</summary>
    public static CoreFilter None { get; } = new(1, 1);

    /// <summary>Users without a training row beside both targets go, all items stay.</summary>
    public static CoreFilter Targets { get; } = new(LeaveOneOutSplit.FewestInteractions, 1);

    /// <summary>Users and items with at least five interactions, as most papers filter.</summary>
    public static CoreFilter Five { get; } = new(5, 5);

    /// <summary>Reads "5,5": the fewest interactions of a user, then of an item.</summary>
    /// <exception cref="ArgumentException">It is no such pair.</exception>
    public static CoreFilter Parse(string text)
    {
        string[] parts = text.Split(',');
        int user = 0;
        int item = 0;
        bool read = parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out user) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out item);
        return read && user >= 1 && item >= 1
            ? new CoreFilter(user, item)
            : throw new ArgumentException($"--core is {text}; expected the fewest interactions of a user and of an item, both at least 1, such as 5,5.");
    }

    /// <summary>The part of a log that stays.</summary>
    public InteractionLog Apply(InteractionLog log) => this == None ? log : KCoreFilter.Apply(log, User, Item);

    /// <summary>The filter in words.</summary>
    public override string ToString() => this == None ? "all interactions" : $"users of {User} or more and items of {Item} or more interactions";
}
