using System.Globalization;

namespace Bdlm.Embeddings;

/// <summary>What preloading found and did. A scale far from that of the words makes entity tokens inaudible, or drowns the words.</summary>
/// <param name="WordRms">Root mean square of the word rows E_V.</param>
/// <param name="UserRms">Root mean square of the recommender's user rows, before scaling; 0 where there are no users.</param>
/// <param name="ItemRms">Root mean square of the recommender's item rows, before scaling; 0 where there are no items.</param>
/// <param name="UserFactor">What user rows were multiplied by; 1 for <see cref="ScaleMode.AsIs"/>.</param>
/// <param name="ItemFactor">What item rows were multiplied by; 1 for <see cref="ScaleMode.AsIs"/>.</param>
/// <param name="OutputRowsToo">Whether the output rows were set to the same values.</param>
public sealed record PreloadReport(double WordRms, double UserRms, double ItemRms, double UserFactor, double ItemFactor, bool OutputRowsToo)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"words RMS {WordRms:g4}, users {UserRms:g4} × {UserFactor:g4}, items {ItemRms:g4} × {ItemFactor:g4}, output rows {(OutputRowsToo ? "set" : "left")}");
}
