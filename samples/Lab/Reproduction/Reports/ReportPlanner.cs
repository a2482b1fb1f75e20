using Bdlm.Data;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Rows;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>Makes a report's plan from a run's.</summary>
internal static class ReportPlanner
{
    /// <summary>The plan of one experiment.</summary>
    /// <param name="plan">The plan of the run's folder.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="setting">What all rows share.</param>
    /// <param name="command">The command that repeats the run, without the machine's own paths.</param>
    public static ReportPlan Of(PlanFile plan, string experiment, RowSetting setting, string command)
    {
        ExperimentData data = setting.Data;
        PlannedExperiment planned = plan.Experiments.Single(one => one.Name == experiment);
        IReadOnlyList<ReportRow> rows = ReportRows.Of(planned);
        return new ReportPlan
        {
            Experiment = experiment,
            Dataset = plan.Dataset,
            DatasetHash = plan.DatasetHash,
            Statistics = [.. AsRead(data), StatisticsSummary.Of("after filtering", DataStatistics.Of(data.Log)), Training(data.Split.Train)],
            Filtering = data.Filtering,
            Split = "leave one out by time: last item test, last but one validation",
            Candidates = data.TestCandidates.Description,
            CandidateCount = data.TestCandidates.Lists[0].Items.Count,
            Backbone = setting.Backbone.Describe(setting),
            Dim = data.Scale.Dim,
            Method = MethodOf(data.Scale, rows),
            Scale = plan.Scale,
            Seeds = planned.Seeds,
            Command = command,
            PlanHash = PlanHash.Of(plan, experiment),
            Rows = rows,
            Facts = QuestionFacts.Of(data.Split.Train, data.TestCandidates),
            Notes = setting.Notes,
        };
    }

    // What the rows themselves vary is told by them.
    private static MethodChoice[] MethodOf(LabScale scale, IReadOnlyList<ReportRow> rows) => rows.Any(row => row.Kind == RowKind.Bdlm)
        ? [.. MethodChoices.Of(scale).Where(choice => choice.Matter != MethodChoices.Weight || rows.All(row => row.Lambda is null))]
        : [];

    private static StatisticsSummary[] AsRead(ExperimentData data) => data.AsRead is { } sizes ? [StatisticsSummary.Of("as read", sizes)] : [];

    private static StatisticsSummary Training(TrainView train)
    {
        int users = Enumerable.Range(0, train.UserCount).Count(user => train.ItemsOf(user).Length > 0);
        return new StatisticsSummary("training part", users, train.ItemCounts.Length - train.ItemCounts.Count(0), train.InteractionCount);
    }
}
