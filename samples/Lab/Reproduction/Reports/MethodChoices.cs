using System.Globalization;
using Bdlm.Embeddings;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;
using Bdlm.Language;
using Bdlm.Sharing;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>A scale's choices for BDLM, in words.</summary>
internal static class MethodChoices
{
    /// <summary>λ of Eq. 9.</summary>
    public const string Weight = "λ";

    /// <summary>One line a choice, in the order of the data's way back: from the head to the prompts, and how all of it is trained.</summary>
    public static IReadOnlyList<MethodChoice> Of(LabScale scale) =>
    [
        new("inputs of the head", scale.HeadScores ? "h, d, and two logits of the language side: the margin of \"Yes\" and the item's own" : "h and d"),
        new("d while the head trains", scale.PairDropout > 0 ? $"hidden for {Percent(scale.PairDropout)} of the pairs" : "always shown"),
        new("the training pair's own edge", scale.LeaveOutOwnEdges ? "left out of D's propagation" : "kept in D's propagation"),
        new("mutual loss", scale.MutualReduction == MutualReduction.SumOverDim ? "squares summed over d, mean over the batch" : "squares, mean over d and the batch"),
        new(Weight, Number(scale.MutualWeight)),
        new("length of a turn", scale.TurnLength is { } turn ? Count(turn, "batch", "batches") : "an epoch"),
        new("preloaded rows", scale.PreloadScale == ScaleMode.AsIs ? "the recommender's, as they are" : "the recommender's, rescaled to the RMS of the words' rows"),
        new("output rows of items", OutputRows(scale.OutputRows)),
        new("a prompt's history", $"the newest {scale.MaxHistory} items, {(scale.Titles ? "with" : "without")} titles, {(scale.UserToken ? "with" : "without")} the user's token"),
        new("users to learn from", scale.TrainingUsers is { } users ? $"{NumberText.Count(users)} for language rows, all for recommenders" : "all"),
        new("batch", $"{Count(scale.Batch, "prompt", "prompts")}, {Count(scale.NegativesPerPositive, "negative", "negatives")} a positive"),
        new("step size", $"{Number(scale.LanguageRate)} (L), {Number(scale.DomainRate)} (D)"),
        new("epochs", $"{scale.Epochs}, {(scale.Patience is { } patience ? $"or until {patience} in a row were no better" : "of which the best by validation is kept")}"),
    ];

    private static string OutputRows(OutputRowsInit init) => init switch
    {
        OutputRowsInit.Tied => "tied to the input rows",
        OutputRowsInit.FromInputRows => "rows of their own, begun as the input rows",
        _ => "rows of their own, begun at random",
    };

    private static string Count(int count, string one, string many) => $"{NumberText.Count(count)} {(count == 1 ? one : many)}";

    private static string Percent(double share) => $"{Number(100 * share)} %";

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
