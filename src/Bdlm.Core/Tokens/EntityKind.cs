namespace Bdlm.Tokens;

/// <summary>What an entity token stands for.</summary>
public enum EntityKind
{
    /// <summary>A user, written <c>&lt;uid12&gt;</c>.</summary>
    User,

    /// <summary>An item, written <c>&lt;iid7&gt;</c>.</summary>
    Item,
}
