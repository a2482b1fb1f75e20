namespace Bdlm.Sampling;

/// <summary>A held-out target and one negative for the same user.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="Positive">The item that the user took.</param>
/// <param name="Negative">An item that the user took in no split.</param>
public readonly record struct InteractionPair(int User, int Positive, int Negative);
