using System.Globalization;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Running;
using Bdlm.Metrics;
using Spectre.Console;

namespace Bdlm.Lab.Reporting;

/// <summary>The finished cells of a run in the terminal, one line a model and seed.</summary>
internal static class CellTable
{
    /// <summary>Builds the table.</summary>
    public static Table Build(ReproduceRun run)
    {
        Table table = new Table().Title(run.Data.Name).AddColumns("model", "seed", "HR@1", "HR@2", "F1", "AUC", "validation MRR");
        foreach (PlannedCell cell in run.Cells)
        {
            foreach (ModelResult model in run.Store.Read(cell.Id).Models)
            {
                table.AddRow([model.Name.EscapeMarkup(), cell.Seed.ToString(CultureInfo.InvariantCulture), .. Figures(model).Select(Text)]);
            }
        }

        return table;
    }

    private static double[] Figures(ModelResult model) =>
        [RankingMetrics.HitRate(model.Ranks, 1), RankingMetrics.HitRate(model.Ranks, 2), F1(model), model.Auc, model.ValidationMrr];

    private static double F1(ModelResult model)
    {
        float[] decisions = [.. model.Decisions.Select(digit => digit == '1' ? 1f : 0f)];
        bool[] labels = [.. model.Labels.Select(digit => digit == '1')];
        return ClassificationMetrics.AtThreshold(decisions, labels, threshold: 1).F1;
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
