using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Running;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>Writes the report of a run's experiment from the cells that are finished.</summary>
internal static class ReportOfRun
{
    private const string BackbonePrefix = "backbone.";

    /// <summary>The report's folder: experiments of one run share cells and plan, but each has its own report.</summary>
    public static string FolderOf(ReproduceRequest request) => Path.Combine(request.OutFolder, request.Experiment);

    /// <summary>Writes all files.</summary>
    /// <returns>What was written, for the console.</returns>
    /// <exception cref="InvalidDataException">A cell is damaged or does not fit the plan.</exception>
    public static ReportSummary Write(ReproduceRun run, ReproduceRequest request)
    {
        PlannedExperiment planned = run.Plan.Experiments.Single(one => one.Name == request.Experiment);
        ReportPlan plan = ReportPlanner.Of(run.Plan, request.Experiment, run.Data, Backbone(request, planned), run.Data.Filtering, PortableCommand.Of(request.Command));
        CellFile[] cells = [.. planned.Cells.Select(cell => cell.Id).Distinct().Where(run.Store.Has).Select(run.Store.Read)];
        return ReproductionReport.Write(FolderOf(request), plan, cells);
    }

    private static string Backbone(ReproduceRequest request, PlannedExperiment planned)
    {
        string[] settings = [.. planned.Cells
            .SelectMany(cell => cell.Settings)
            .Where(setting => setting.Key.StartsWith(BackbonePrefix, StringComparison.Ordinal))
            .Select(setting => $"{setting.Key[BackbonePrefix.Length..]} {setting.Value}")
            .Distinct()
            .Order(StringComparer.Ordinal)];
        string kind = request.BackboneFolder is null ? "a small Llama, pretrained on the catalogue" : "a Llama of Hugging Face";
        return settings.Length == 0 ? kind : $"{kind} ({string.Join(", ", settings)})";
    }
}
