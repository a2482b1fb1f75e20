namespace Bdlm.Lab.Reproduction.Reports.Paper;

/// <summary>A table of the paper on one data set.</summary>
/// <param name="Experiment">The experiment that repeats it.</param>
/// <param name="Dataset">The data set, as reports call it.</param>
/// <param name="Source">Where it stands in the paper.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PaperTable(string Experiment, string Dataset, string Source, IReadOnlyList<PaperRow> Rows)
{
    /// <summary>The row of a model; null where there is none.</summary>
    public PaperRow? Find(string name) => Rows.FirstOrDefault(row => row.Name == name);
}
