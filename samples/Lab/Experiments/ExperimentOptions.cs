namespace Bdlm.Lab.Experiments;

/// <summary>What the user asked for.</summary>
/// <param name="DataFolder">A MovieLens folder; null for the generated world.</param>
/// <param name="OutFolder">Where report, plot and checkpoints go.</param>
/// <param name="Seed">Decides everything random.</param>
/// <param name="Epochs">Epochs of the language rows; null for the data set's default.</param>
/// <param name="Quick">Far fewer samples: shows that everything runs, not how good it is.</param>
internal sealed record ExperimentOptions(string? DataFolder, string OutFolder, int Seed, int? Epochs, bool Quick);
