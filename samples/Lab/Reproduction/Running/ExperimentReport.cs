using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Sources;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Writes the report of an experiment from the cells that are finished, into a folder of the experiment's name.</summary>
internal static class ExperimentReport
{
    /// <summary>Writes the files.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="setting">What all rows share.</param>
    /// <param name="plan">The plan of the run's folder.</param>
    /// <param name="store">The finished cells.</param>
    public static ReportSummary Write(ReproduceRequest request, RowSetting setting, PlanFile plan, CellStore store)
    {
        ReportPlan report = ReportPlanner.Of(plan, request.Experiment, setting, CommandOf(request, plan));
        PlannedExperiment experiment = plan.Experiments.Single(one => one.Name == request.Experiment);
        IEnumerable<CellFile> cells = experiment.Cells.Where(cell => store.Has(cell.Id)).Select(cell => store.Read(cell.Id));
        return ReproductionReport.Write(FolderOf(request), report, cells);
    }

    /// <summary>Where the report lies.</summary>
    public static string FolderOf(ReproduceRequest request) => Path.Combine(request.OutFolder, request.Experiment);

    // For readers on other machines: names instead of paths.
    private static string CommandOf(ReproduceRequest request, PlanFile plan)
    {
        int seeds = plan.Experiments.Single(one => one.Name == request.Experiment).Seeds.Count;
        string device = request.Device == "cpu" ? "" : $" --device {request.Device}";
        string dataset = Directory.Exists(request.Dataset) ? FolderName.Of(request.Dataset) : request.Dataset;
        string scale = request.Scale == ScaleName.Paper ? "paper" : "laptop";
        string backbone = request.BackboneFolder is null ? "" : " --backbone FOLDER";
        string candidates = request.Candidates == CandidateMix.Paper ? "" : $" --candidates {request.Candidates.ToString().ToLowerInvariant()}";
        string judged = request.OnValidation ? " --on-validation" : "";
        string settings = request.SettingsFile is null ? "" : " --settings FILE";
        string users = request.MaxUsers is { } most ? FormattableString.Invariant($" --max-users {most}") : "";
        return FormattableString.Invariant($"lab reproduce {request.Experiment} --dataset {dataset} --scale {scale} --seeds {seeds} --question-seed {request.QuestionSeed}{candidates}{users}{backbone}{judged}{settings}{device} --out DIR");
    }
}
