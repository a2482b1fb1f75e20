namespace Bdlm.Tokens;

/// <summary>A place of a text that is written like a closed token, perhaps with backslashes that say that it is meant as text.</summary>
/// <param name="Start">Where its <c>&lt;</c> stands.</param>
/// <param name="End">The place after its <c>&gt;</c>.</param>
/// <param name="Backslashes">How many backslashes follow the <c>&lt;</c>; 0 means that it is a token.</param>
/// <param name="Kind">User or item; null for a reserved token.</param>
/// <param name="Number">The entity's number, or the reserved token's place. <see cref="long.MaxValue"/> for a number of more than 18 digits.</param>
internal readonly record struct ClosedToken(int Start, int End, int Backslashes, EntityKind? Kind, long Number);
