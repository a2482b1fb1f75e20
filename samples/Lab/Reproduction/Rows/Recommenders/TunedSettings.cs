namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>
/// The settings that validation chose for each data set, of those in <see cref="TunedRow.Grid"/>; the figures of all trials are in
/// docs/findings-recommenders.md. A data set that was not tuned takes those of MovieLens-100K.
/// </summary>
internal static class TunedSettings
{
    private const string Usual = "MovieLens-100K";
    private const int TunedWidth = 64;

    private static readonly Dictionary<string, Dictionary<string, string>> Kept = new()
    {
        [Usual] = new()
        {
            ["NCF"] = "lr=2e-3 decay=1e-3",
            ["GMF"] = "lr=5e-3 decay=1e-2",
            ["MF"] = "lr=5e-3 decay=1e-2",
            ["LightGCN"] = "lr=5e-3 decay=1e-3",
            ["SASRec"] = "lr=5e-4 dropout=0.5",
            ["GRU4Rec"] = "lr=2e-3 weight-decay=1e-6",
            ["BERT4Rec"] = "lr=5e-4 dropout=0.1",
        },
    };

    /// <summary>What a reader of a data set's figures has to know of how its recommenders were tuned, one sentence each.</summary>
    /// <param name="dataset">The data set's title.</param>
    /// <param name="width">The width of the rows.</param>
    public static IEnumerable<string> Cautions(string dataset, int width)
    {
        if (!Kept.ContainsKey(dataset))
        {
            yield return $"Recommenders have the settings that were tuned on {Usual}: there was no search on {dataset}.";
        }

        if (width != TunedWidth)
        {
            yield return $"Recommenders were tuned with rows of {TunedWidth} values; here all have {width}, as the language model has.";
        }

        yield return $"BERT4Rec has the settings of the one trial that was finished of its {TunedRows.TrialsEach}; all other recommenders had all theirs.";
    }

    /// <summary>The chosen values of a row's grid; none for a row without one.</summary>
    /// <param name="dataset">The data set's title.</param>
    /// <param name="row">The row's name.</param>
    public static IReadOnlyDictionary<string, string> For(string dataset, string row)
    {
        string? text = Kept.GetValueOrDefault(dataset)?.GetValueOrDefault(row) ?? Kept[Usual].GetValueOrDefault(row);
        return text is null ? new Dictionary<string, string>() : text.Split(' ').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
    }
}
