using Bdlm.Lab.Recommenders;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>A row with the settings that it is trained with.</summary>
/// <param name="Row">The row: its epochs and patience.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record RowPlan(TunedRow Row, ModelSettings Settings);
