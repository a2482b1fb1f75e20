namespace Bdlm.Loops;

/// <summary>A finished training, epoch by epoch.</summary>
/// <param name="Epochs">One record an epoch.</param>
/// <param name="BestEpoch">The zero-based epoch with the best validation score; null where nothing was validated.</param>
/// <param name="StoppedEarly">Whether patience ran out before the last epoch.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochRecord> Epochs, int? BestEpoch, bool StoppedEarly);
