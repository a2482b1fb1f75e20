using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>What all rows of a run share, and what their settings may depend on.</summary>
/// <param name="Data">Data, split and questions.</param>
/// <param name="Scale">Sizes, rates and epochs.</param>
/// <param name="Backbone">Where language rows start from.</param>
internal sealed record RowSetting(ExperimentData Data, LabScale Scale, IBackboneSource Backbone)
{
    /// <summary>What a reader of the results has to know of the choices, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
