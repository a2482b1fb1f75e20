using Bdlm.Tokens;

namespace Bdlm.Language;

/// <summary>The users and items whose embedding rows a batch read: the only rows that a row-wise optimiser moves.</summary>
/// <param name="Users">Dense user ids, each once, ascending.</param>
/// <param name="Items">Dense item ids, each once, ascending.</param>
public sealed record TouchedEntities(IReadOnlyList<int> Users, IReadOnlyList<int> Items)
{
    /// <summary>No row at all.</summary>
    public static TouchedEntities None { get; } = new([], []);

    /// <summary>Collects the entities whose tokens stand in the sequences, and further ones.</summary>
    public static TouchedEntities In(EntityVocabulary vocabulary, IEnumerable<IReadOnlyList<int>> sequences, IEnumerable<int> users, IEnumerable<int> items)
    {
        var touchedUsers = new HashSet<int>(users);
        var touchedItems = new HashSet<int>(items);
        foreach (IReadOnlyList<int> sequence in sequences)
        {
            foreach (int token in sequence)
            {
                if (vocabulary.TryGetEntity(token, out EntityKind kind, out int entity))
                {
                    (kind == EntityKind.User ? touchedUsers : touchedItems).Add(entity);
                }
            }
        }

        return new TouchedEntities([.. touchedUsers.Order()], [.. touchedItems.Order()]);
    }
}
