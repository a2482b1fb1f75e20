using System.Globalization;
using System.Text;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows.Recommenders;
using Bdlm.Lab.Runs;

namespace Bdlm.Lab.Reproduction.Tuning;

/// <summary>Writes what was tried as Markdown.</summary>
internal static class RowTuningTable
{
    /// <summary>A table with a line a trial, the kept one of each row marked.</summary>
    public static string Of(ExperimentData data, IReadOnlyList<(TunedRow Row, IReadOnlyList<TuneTrial> Trials)> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {data.Name}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Validation questions {data.ValidationCandidates.Hash} ({data.ValidationCandidates.Description}), {data.ValidationCandidates.Lists.Count} users.").AppendLine();
        text.AppendLine("| row | tried | MRR | HR@1 | HR@2 | AUC | F1 | best epoch | seconds | kept |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach ((TunedRow row, IReadOnlyList<TuneTrial> trials) in rows)
        {
            foreach (TuneTrial trial in trials)
            {
                text.AppendLine(Line(row, trial, kept: ReferenceEquals(trial, trials[0])));
            }
        }

        return text.ToString();
    }

    private static string Line(TunedRow row, TuneTrial trial, bool kept)
    {
        string tried = trial.Point.Count == 0 ? "–" : string.Join(' ', trial.Point.Select(value => $"{value.Key}={value.Value}"));
        string figures = trial.Fault is null
            ? string.Join(" | ", new[] { "mrr", "hr@1", "hr@2", "auc", "f1" }.Select(name => trial.Metrics[name].ToString("0.0000", CultureInfo.InvariantCulture)))
            : "diverged | – | – | – | –";
        return string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {tried} | {figures} | {trial.BestEpoch?.ToString(CultureInfo.InvariantCulture) ?? "–"} of {trial.Epochs} | {trial.Seconds:0} | {(kept ? "yes" : "")} |");
    }
}
