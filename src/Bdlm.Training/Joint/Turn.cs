namespace Bdlm.Joint;

/// <summary>One side's step on one batch.</summary>
/// <param name="Side">Who steps.</param>
/// <param name="Batch">The zero-based batch of the epoch.</param>
public readonly record struct Turn(Side Side, int Batch);
