using System.Globalization;
using System.Text;
using Bdlm.Lab.Runs;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>Writes what was tried on a like/dislike task as Markdown, with the published figures beside it.</summary>
internal static class PreferenceTable
{
    /// <summary>A line a trial, best first.</summary>
    public static string Of(PreferenceData data, IReadOnlyList<PreferenceResult> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {data.Name}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{data.Train.Count} training and {data.Questions.Count} validation rows. Settings and epochs are chosen on the validation rows; the published figures are of test rows, which are not at hand.").AppendLine();
        text.AppendLine("| row | tried | AUC | UAUC | best epoch | seconds | published AUC (test) | published UAUC (test) |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (PreferenceResult row in rows)
        {
            foreach (TuneTrial trial in row.Trials)
            {
                Line(text, row.Row.Name, trial, "", string.Create(CultureInfo.InvariantCulture, $"{row.Row.PublishedAuc:0.0000} | {row.Row.PublishedUserAuc:0.0000}"));
            }

            if (row.Bdlm is { } bdlm)
            {
                Line(text, $"{row.Row.Name}, as wide as the language model", Start(bdlm), "start ", "– | –");
                Line(text, $"BDLM-llm on {row.Row.Name}", bdlm, "llm ", "– | –");
                Line(text, $"BDLM-drs on {row.Row.Name}", bdlm, "drs ", "– | –");
            }
        }

        return text.ToString();
    }

    // The recommender that BDLM started from, whose training is told in figures of its own.
    private static TuneTrial Start(TuneTrial bdlm) => bdlm with { BestEpoch = (int)bdlm.Metrics["start epoch"], Epochs = (int)bdlm.Metrics["start epochs"], Seconds = bdlm.Metrics["start seconds"] };

    private static void Line(StringBuilder text, string name, TuneTrial trial, string side, string published)
    {
        string tried = string.Join(' ', trial.Point.Select(value => $"{value.Key}={value.Value}"));
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {tried} | {trial.Metrics[side + "auc"]:0.0000} | {trial.Metrics[side + "uauc"]:0.0000} | {trial.BestEpoch} of {trial.Epochs} | {trial.Seconds:0} | {published} |");
    }
}
