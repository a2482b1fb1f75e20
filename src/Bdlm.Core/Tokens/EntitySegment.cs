namespace Bdlm.Tokens;

/// <summary>A run of token ids that stand for consecutive users or consecutive items.</summary>
/// <param name="Kind">Whether the run holds users or items.</param>
/// <param name="FirstToken">The token id of the first entity of the run.</param>
/// <param name="FirstEntity">The dense id of the first entity of the run.</param>
/// <param name="Count">How many entities the run holds; at least 1.</param>
public readonly record struct EntitySegment(EntityKind Kind, int FirstToken, int FirstEntity, int Count);
