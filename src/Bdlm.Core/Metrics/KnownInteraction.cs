using Bdlm.Sampling;

namespace Bdlm.Metrics;

/// <summary>Where in a split an interaction stands.</summary>
/// <param name="Stage">The held-out stage; null for a training row.</param>
/// <param name="Place">A training row's place in its user's rows, oldest first; 0 for held-out ones.</param>
/// <param name="Time">When it happened.</param>
internal readonly record struct KnownInteraction(HeldOutStage? Stage, int Place, long Time);
