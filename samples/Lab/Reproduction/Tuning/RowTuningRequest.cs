using Bdlm.Lab.Reproduction.Rows.Recommenders;

namespace Bdlm.Lab.Reproduction.Tuning;

/// <summary>Which rows are tuned, and where the trials are kept.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="OutFolder">Where finished trials and the table go; trials that are there are not done again.</param>
/// <param name="Seed">Decides first weights, order and negatives of every trial.</param>
/// <param name="MaxEpochs">Fewer epochs than the rows' own; null for theirs.</param>
internal sealed record RowTuningRequest(IReadOnlyList<TunedRow> Rows, string OutFolder, int Seed, int? MaxEpochs);
