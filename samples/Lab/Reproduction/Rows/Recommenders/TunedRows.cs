namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>
/// The recommenders of the paper's tables, tuned with equal effort: rows of 64 values, negatives from the mixture that the
/// candidates come from, an early end by validation MRR over all users, and as many trials for each.
/// </summary>
internal static class TunedRows
{
    /// <summary>The trials of every row.</summary>
    public const int TrialsEach = 6;

    // Sequential models read this many of a user's newest items.
    private const string History = "50";

    /// <summary>The rows, in the order of the paper's table; matrix factorisation, which it left out, stands beside GMF.</summary>
    public static IReadOnlyList<TunedRow> All { get; } =
    [
        new() { Name = "Popularity", KindName = "popularity" },
        // NCF's rows join both of its parts: 32 values each, so that BDLM's rows on it have 64.
        Pairs("NCF", "neumf", [("dim", "32"), ("hidden", "32,16,8"), ("negatives", "4")], "lr=5e-4,1e-3,2e-3", "decay=1e-3,1e-2"),
        Pairs("GMF", "gmf", [("dim", "64"), ("negatives", "4")], "lr=1e-3,2e-3,5e-3", "decay=1e-3,1e-2"),
        Pairs("MF", "mf", [("dim", "64")], "lr=1e-3,2e-3,5e-3", "decay=1e-3,1e-2"),
        Pairs("LightGCN", "lightgcn", [("dim", "64"), ("layers", "2"), ("order", "every-interaction")], "lr=2e-3,5e-3,1e-2", "decay=1e-4,1e-3"),
        Sequences("SASRec", "sasrec", [("layers", "2"), ("heads", "2"), ("loss", "cross-entropy"), ("examples", "sequences")], "lr=5e-4,1e-3,2e-3", "dropout=0.2,0.5"),
        Sequences("GRU4Rec", "gru4rec", [("state", "64"), ("loss", "cross-entropy"), ("examples", "sequences")], "lr=1e-3,2e-3,4e-3", "weight-decay=1e-6,1e-4"),
        // A fifth of the places is asked in an epoch, so that there are more epochs to as many answers.
        Sequences("BERT4Rec", "bert4rec", [("softmax", "sampled")], "lr=5e-4,1e-3,2e-3", "dropout=0.1,0.3") with { Epochs = 200, Patience = 20 },
    ];

    /// <summary>The row of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TunedRow Find(string name) => All.FirstOrDefault(row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"there is no row {name}; expected one of {string.Join(", ", All.Select(row => row.Name))}.");

    private static TunedRow Pairs(string name, string kind, (string, string)[] settings, params string[] grid) =>
        new() { Name = name, KindName = kind, Fixed = Values([("batch", "2048"), .. settings]), Grid = grid, Epochs = 80, Patience = 8 };

    private static TunedRow Sequences(string name, string kind, (string, string)[] settings, params string[] grid) =>
        new() { Name = name, KindName = kind, Fixed = Values([("dim", "64"), ("history", History), ("negatives", "8"), ("batch", "64"), .. settings]), Grid = grid, Epochs = 80, Patience = 8 };

    private static Dictionary<string, string> Values((string Name, string Value)[] settings) => settings.ToDictionary(setting => setting.Name, setting => setting.Value);
}
