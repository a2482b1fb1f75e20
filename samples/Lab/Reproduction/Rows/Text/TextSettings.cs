using System.Globalization;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>Settings of rows as texts.</summary>
internal static class TextSettings
{
    /// <summary>Names with values, written the same way in every culture; those of the backbone join them.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> backbone, params IReadOnlyList<(string Name, object? Value)> settings)
    {
        var all = new SortedDictionary<string, string>(backbone.ToDictionary(), StringComparer.Ordinal);
        foreach ((string name, object? value) in settings)
        {
            all.Add(name, Convert.ToString(value ?? "none", CultureInfo.InvariantCulture)!);
        }

        return all;
    }

    /// <summary>How prompts of text look.</summary>
    public static IReadOnlyList<(string Name, object? Value)> Prompts(LabScale scale) =>
        [("history", scale.MaxHistory), ("longest sequence", scale.MaxLength), ("wording", PromptSettings.Instructions.Interaction[0]), ("wording of lists", PromptSettings.Instructions.TopK[0])];

    /// <summary>How a language model is tuned on aligned samples.</summary>
    public static IReadOnlyList<(string Name, object? Value)> Tuning(LabScale scale) =>
    [
        ("batch", scale.Batch),
        ("places a user", scale.PositionsPerUser),
        ("negatives", scale.NegativesPerPositive),
        ("rate", scale.LanguageRate),
        ("warm-up", scale.WarmUp),
        ("longest gradient", scale.ClipNorm),
        ("share of titles", scale.TopKShare),
        ("users that judge an epoch", scale.ValidationUsers),
    ];
}
