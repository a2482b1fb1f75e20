namespace Bdlm.Joint;

/// <summary>One aligned sample (u, i, x, a, y): both sides of BDLM train on the same one.</summary>
/// <param name="User">Dense user id u.</param>
/// <param name="Position">
/// Where the history in the prompt x is found. From <see cref="AlignedSampleSource"/>: how many of the user's training items form it, all earlier than the positive;
/// from <see cref="LabelledSamples"/>: the number of the row.
/// </param>
/// <param name="Item">Dense item id i: the positive that follows the history, or a negative in its place.</param>
/// <param name="Label">y: whether the user took the item.</param>
public readonly record struct AlignedSample(int User, int Position, int Item, bool Label);
