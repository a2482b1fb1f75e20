namespace Bdlm.Data.Reading;

/// <summary>What a reader does when a user and item stand together a second time, or when an item is described a second time.</summary>
public enum DuplicatePolicy
{
    /// <summary>The first in file order stays; the others are left out and counted.</summary>
    KeepFirst,

    /// <summary>The last in file order stays; the others are left out and counted.</summary>
    KeepLast,

    /// <summary>A <see cref="DataFormatException"/> names both lines.</summary>
    Error,
}
