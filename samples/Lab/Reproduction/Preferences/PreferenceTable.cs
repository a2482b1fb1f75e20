using System.Globalization;
using System.Text;
using Bdlm.Lab.Runs;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>Writes what was tried on a like/dislike task as Markdown, with the published figures beside it.</summary>
internal static class PreferenceTable
{
    /// <summary>A line a trial, best first.</summary>
    public static string Of(PreferenceData data, IReadOnlyList<(PreferenceRow Row, IReadOnlyList<TuneTrial> Trials)> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {data.Name}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{data.Train.Count} training and {data.Questions.Count} validation rows. Settings and epochs are chosen on the validation rows; the published figures are of test rows, which are not at hand.").AppendLine();
        text.AppendLine("| row | tried | AUC | UAUC | best epoch | seconds | published AUC (test) | published UAUC (test) |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach ((PreferenceRow row, IReadOnlyList<TuneTrial> trials) in rows)
        {
            foreach (TuneTrial trial in trials)
            {
                string tried = string.Join(' ', trial.Point.Select(value => $"{value.Key}={value.Value}"));
                text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Name} | {tried} | {trial.Metrics["auc"]:0.0000} | {trial.Metrics["uauc"]:0.0000} | {trial.BestEpoch} of {trial.Epochs} | {trial.Seconds:0} | {row.PublishedAuc:0.0000} | {row.PublishedUserAuc:0.0000} |");
            }
        }

        return text.ToString();
    }
}
