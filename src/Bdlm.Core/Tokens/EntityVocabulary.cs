using System.Globalization;

namespace Bdlm.Tokens;

/// <summary>
/// The token ids of V′ = V ∪ users ∪ items (Eq. 2): the base tokenizer's words first, then the reserved tokens, then the users,
/// then the items, then whatever <see cref="Extend"/> added later. Ids are found by arithmetic: nothing is stored per entity,
/// so that a vocabulary of a million items is made as fast as one of ten. Immutable.
/// </summary>
/// <remarks>
/// User 0 is written <c>&lt;uid0&gt;</c>, item 7 <c>&lt;iid7&gt;</c>: the numbers are the dense ids of the <c>IdMap</c>.
/// A reserved token is any further closed word, such as <c>&lt;answer&gt;</c>, that a prompt needs and that the base tokenizer lacks.
/// </remarks>
public sealed class EntityVocabulary
{
    private readonly EntitySegment[] _segments;
    private readonly string[] _reservedTokens;

    /// <summary>Makes the vocabulary of a catalogue.</summary>
    /// <param name="baseVocabularySize">The number of words |V| of the base tokenizer and of the language model; at least 1.</param>
    /// <param name="userCount">The number of users, 0 or more.</param>
    /// <param name="itemCount">The number of items, 0 or more.</param>
    /// <param name="reservedTokens">
    /// Further closed tokens: each starts with <c>&lt;</c>, ends with <c>&gt;</c> and holds neither of these, no backslash and no white
    /// space between them. None of them may look like a user or an item.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the token ids exceed 2,147,483,647.</exception>
    /// <exception cref="ArgumentException">A reserved token is not closed, looks like an entity, or stands twice.</exception>
    public EntityVocabulary(int baseVocabularySize, int userCount, int itemCount, IReadOnlyList<string>? reservedTokens = null)
        : this(baseVocabularySize, ReservedTokenRules.Check(reservedTokens), [])
    {
        if (baseVocabularySize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(baseVocabularySize), $"baseVocabularySize is {baseVocabularySize}; expected at least 1. Give the language model's VocabularySize.");
        }

        _segments = Append((userCount, nameof(userCount)), (itemCount, nameof(itemCount)));
        (UserCount, ItemCount) = (userCount, itemCount);
        Size = EndOf(_segments);
    }

    private EntityVocabulary(int baseVocabularySize, string[] reservedTokens, EntitySegment[] segments)
    {
        BaseVocabularySize = baseVocabularySize;
        _reservedTokens = reservedTokens;
        _segments = segments;
        foreach (EntitySegment segment in segments)
        {
            UserCount += segment.Kind == EntityKind.User ? segment.Count : 0;
            ItemCount += segment.Kind == EntityKind.Item ? segment.Count : 0;
        }

        Size = EndOf(segments);
    }

    /// <summary>The number of words |V| of the base tokenizer; their ids are [0, BaseVocabularySize).</summary>
    public int BaseVocabularySize { get; }

    /// <summary>The number of users.</summary>
    public int UserCount { get; }

    /// <summary>The number of items.</summary>
    public int ItemCount { get; }

    /// <summary>The number of tokens |V′|; ids are [0, Size).</summary>
    public int Size { get; }

    /// <summary>The reserved tokens; number k has the id BaseVocabularySize + k.</summary>
    public IReadOnlyList<string> ReservedTokens => _reservedTokens;

    /// <summary>The runs of entity tokens in the order of their ids, without gaps, starting after the reserved tokens. Empty runs are left out.</summary>
    public IReadOnlyList<EntitySegment> Segments => _segments;

    /// <summary>The token id of a user.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The user is unknown.</exception>
    public int UserToken(int user) => TokenOf(EntityKind.User, user);

    /// <summary>The token id of an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The item is unknown.</exception>
    public int ItemToken(int item) => TokenOf(EntityKind.Item, item);

    /// <summary>The token id of a user or an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entity is unknown.</exception>
    public int TokenOf(EntityKind kind, int entity)
    {
        foreach (EntitySegment segment in _segments)
        {
            if (segment.Kind == kind && entity >= segment.FirstEntity && entity - segment.FirstEntity < segment.Count)
            {
                return segment.FirstToken + (entity - segment.FirstEntity);
            }
        }

        string name = kind == EntityKind.User ? "user" : "item";
        throw new ArgumentOutOfRangeException(nameof(entity), $"{name} is {entity}; expected a dense id in [0, {CountOf(kind)}). Map original ids through the IdMap, or add the {name} with Extend.");
    }

    /// <summary>Finds the user or item behind a token id; false for words, reserved tokens and ids outside [0, Size).</summary>
    public bool TryGetEntity(int token, out EntityKind kind, out int entity)
    {
        foreach (EntitySegment segment in _segments)
        {
            if (token >= segment.FirstToken && token - segment.FirstToken < segment.Count)
            {
                (kind, entity) = (segment.Kind, segment.FirstEntity + (token - segment.FirstToken));
                return true;
            }
        }

        (kind, entity) = (default, -1);
        return false;
    }

    /// <summary>The token id of a reserved token.</summary>
    /// <exception cref="ArgumentException">The token was not declared.</exception>
    public int ReservedToken(string token)
    {
        int place = Array.IndexOf(_reservedTokens, token);
        return place >= 0
            ? BaseVocabularySize + place
            : throw new ArgumentException($"token is \"{token}\"; expected one of the {_reservedTokens.Length} reserved tokens. Declare it when the vocabulary is made.", nameof(token));
    }

    /// <summary>The number of users or of items.</summary>
    public int CountOf(EntityKind kind) => kind == EntityKind.User ? UserCount : ItemCount;

    /// <summary>A vocabulary with further users and items, whose tokens come after all known ones: no token and no entity is renumbered.</summary>
    /// <param name="addedUsers">How many users to add, 0 or more; they continue the dense ids at <see cref="UserCount"/>.</param>
    /// <param name="addedItems">How many items to add, 0 or more; they continue the dense ids at <see cref="ItemCount"/>.</param>
    /// <remarks>Looking up a token walks the segments. Add in batches: each call makes at most two more of them.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the token ids exceed 2,147,483,647.</exception>
    public EntityVocabulary Extend(int addedUsers, int addedItems) =>
        new(BaseVocabularySize, _reservedTokens, Append((addedUsers, nameof(addedUsers)), (addedItems, nameof(addedItems))));

    /// <summary>Whether this vocabulary is <paramref name="earlier"/> or came from it through <see cref="Extend"/>, so that every earlier token kept its meaning.</summary>
    public bool Continues(EntityVocabulary earlier) =>
        BaseVocabularySize == earlier.BaseVocabularySize
        && _reservedTokens.AsSpan().SequenceEqual(earlier._reservedTokens)
        && _segments.Length >= earlier._segments.Length
        && _segments.AsSpan(0, earlier._segments.Length).SequenceEqual(earlier._segments);

    /// <summary>How a user or an item is written: <c>&lt;uid12&gt;</c>, <c>&lt;iid7&gt;</c>.</summary>
    public static string Notation(EntityKind kind, int entity) =>
        string.Create(CultureInfo.InvariantCulture, $"<{(kind == EntityKind.User ? "uid" : "iid")}{entity}>");

    private EntitySegment[] Append((int Count, string Name) users, (int Count, string Name) items)
    {
        CheckCount(users);
        CheckCount(items);
        int start = EndOf(_segments);
        if ((long)start + users.Count + items.Count > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(users.Name, $"the vocabulary would hold {(long)start + users.Count + items.Count} tokens; expected at most {int.MaxValue}. Split the catalogue.");
        }

        List<EntitySegment> segments = [.. _segments];
        if (users.Count > 0)
        {
            segments.Add(new EntitySegment(EntityKind.User, start, UserCount, users.Count));
        }

        if (items.Count > 0)
        {
            segments.Add(new EntitySegment(EntityKind.Item, start + users.Count, ItemCount, items.Count));
        }

        return [.. segments];
    }

    private static void CheckCount((int Count, string Name) given)
    {
        if (given.Count < 0)
        {
            throw new ArgumentOutOfRangeException(given.Name, $"{given.Name} is {given.Count}; expected 0 or more. Give the number of entities, not an id.");
        }
    }

    private int EndOf(ReadOnlySpan<EntitySegment> segments) =>
        segments.IsEmpty ? BaseVocabularySize + _reservedTokens.Length : segments[^1].FirstToken + segments[^1].Count;
}
