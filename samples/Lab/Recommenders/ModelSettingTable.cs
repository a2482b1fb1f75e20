using System.Globalization;
using Bdlm.Domain.Objectives;
using Bdlm.Sequential;

namespace Bdlm.Lab.Recommenders;

/// <summary>Every setting there is: command line, grids, reports and model folders read this one table.</summary>
internal static class ModelSettingTable
{
    private static readonly string[] Losses = ["bpr", "cross-entropy"];
    private static readonly string[] Orders = ["every-interaction", "uniform-users"];
    private static readonly string[] Decays = ["gradient", "weights"];
    private static readonly string[] Variants = ["original", "rechorus"];
    private static readonly string[] Inits = ["authors", "rechorus", "xavier"];
    private static readonly string[] Examples = ["usual", "sequences"];
    private static readonly string[] Softmaxes = ["full", "sampled"];
    private static readonly string[] Schedules = ["constant", "cosine"];

    /// <summary>The settings, in the order of help and reports.</summary>
    public static IReadOnlyList<ModelSetting> All { get; } =
    [
        Whole("dim", "Width of a user's or item's row.", 1, s => s.Dim, (s, v) => s with { Dim = v }),
        Whole("layers", "Propagation layers (lightgcn), blocks or stacked layers (sequential models).", 0, s => s.Layers, (s, v) => s with { Layers = v }),
        Widths("hidden", "Widths of the tower's layers, such as 32,16,8.", s => s.Hidden, (s, v) => s with { Hidden = v }),
        Choice("init", "Whose first weights; xavier for lightgcn alone, as in its paper.", Inits, s => (int)s.Init, (s, v) => s with { Init = (FirstValues)v }),
        Number("dropout", "Share of values that training sets to zero.", v => v is >= 0 and < 1, "a number in [0, 1)", s => s.Dropout, (s, v) => s with { Dropout = v }),
        Whole("history", "How many of the newest items a sequential model reads.", 1, s => s.History, (s, v) => s with { History = v }),
        Whole("state", "Width of the recurrent state.", 1, s => s.StateDim, (s, v) => s with { StateDim = v }),
        Choice("variant", "Whose SASRec, with whose training: the authors' whole sequences or ReChorus' next items.", Variants, s => (int)s.Variant, (s, v) => s with { Variant = (SasRecVariant)v }),
        Choice("examples", "What an epoch of sasrec or gru4rec is made of: its usual examples, or sequences that are asked at every place in one pass.", Examples, s => (int)s.Examples, (s, v) => s with { Examples = (SequenceExampleKind)v }),
        Choice("softmax", "What bert4rec tells a masked item from: all items, or sampled negatives.", Softmaxes, s => (int)s.Softmax, (s, v) => s with { Softmax = (SoftmaxKind)v }),
        Whole("heads", "Attention heads.", 1, s => s.Heads, (s, v) => s with { Heads = v }),
        Number("lr", "Learning rate; the peak of a schedule.", v => v > 0, "a number above 0", s => s.LearningRate, (s, v) => s with { LearningRate = v }),
        Number("decay", "Weight of ½‖rows‖²/batch over the rows of the batch, as LightGCN adds it to the loss.", v => v >= 0, "a number of at least 0", s => s.Decay, (s, v) => s with { Decay = v }),
        Number("weight-decay", "The optimiser's own decay over all parameters, as ReChorus' l2.", v => v >= 0, "a number of at least 0", s => s.WeightDecay, (s, v) => s with { WeightDecay = v }),
        Choice("decay-by", "How weight decay acts: through the gradient (Adam with L2) or on the weights themselves (AdamW).", Decays, s => s.DecoupledDecay ? 1 : 0, (s, v) => s with { DecoupledDecay = v == 1 }),
        Whole("batch", "Examples a step.", 1, s => s.Batch, (s, v) => s with { Batch = v }),
        Whole("negatives", "Negatives a positive, drawn anew every epoch.", 1, s => s.Negatives, (s, v) => s with { Negatives = v }),
        Choice("loss", "Loss on positives and sampled negatives.", Losses, s => (int)s.Loss, (s, v) => s with { Loss = (DomainLoss)v }),
        Choice("order", "Which pairs make an epoch: each interaction once, or users drawn alike as LightGCN's code does.", Orders, s => (int)s.Order, (s, v) => s with { Order = (PairOrder)v }),
        Choice("schedule", "Learning rate over the run.", Schedules, s => (int)s.Schedule, (s, v) => s with { Schedule = (RateSchedule)v }),
        Whole("warmup", "Steps of rising rate before a cosine.", 0, s => s.Warmup, (s, v) => s with { Warmup = v }),
        Whole("neighbours", "Neighbours that an item keeps (itemknn).", 1, s => s.Neighbours, (s, v) => s with { Neighbours = v }),
        Number("shrinkage", "Added to the denominator of item similarities (itemknn).", v => v >= 0, "a number of at least 0", s => s.Shrinkage, (s, v) => s with { Shrinkage = v }),
    ];

    /// <summary>The setting of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ModelSetting Find(string name) => All.FirstOrDefault(setting => setting.Name == name)
        ?? throw new ArgumentException($"there is no setting {name}; expected one of {string.Join(", ", All.Select(setting => setting.Name))}.");

    /// <summary>The settings that a kind of model uses, by name.</summary>
    public static IReadOnlyDictionary<string, string> Texts(IRecommenderKind kind, ModelSettings settings) =>
        All.Where(setting => kind.SettingNames.Contains(setting.Name)).ToDictionary(setting => setting.Name, setting => setting.Read(settings));

    /// <summary>A kind's defaults with some settings changed.</summary>
    /// <exception cref="ArgumentException">A setting is unknown, out of range or not of this kind.</exception>
    public static ModelSettings Change(IRecommenderKind kind, IEnumerable<KeyValuePair<string, string>> changes)
    {
        ModelSettings settings = kind.Defaults;
        foreach ((string name, string text) in changes)
        {
            ModelSetting setting = Find(name);
            if (!kind.SettingNames.Contains(name))
            {
                string own = kind.SettingNames.Count == 0 ? "it has no settings" : $"its settings are {string.Join(", ", kind.SettingNames)}";
                throw new ArgumentException($"--{name} does not apply to {kind.Name}; {own}.");
            }

            settings = setting.Set(settings, text);
        }

        return settings.Warmup > 0 && settings.Schedule == RateSchedule.Constant
            ? throw new ArgumentException($"--warmup is {settings.Warmup} with a constant schedule; expected --schedule cosine beside it.")
            : settings;
    }

    private static ModelSetting Whole(string name, string description, int least, Func<ModelSettings, int> read, Func<ModelSettings, int, ModelSettings> apply) => new(
        name,
        description,
        $"a whole number of at least {least}",
        settings => read(settings).ToString(CultureInfo.InvariantCulture),
        (settings, text) => int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= least ? apply(settings, value) : null);

    private static ModelSetting Number(string name, string description, Func<double, bool> inRange, string expected, Func<ModelSettings, double> read, Func<ModelSettings, double, ModelSettings> apply) => new(
        name,
        description,
        expected,
        settings => read(settings).ToString("R", CultureInfo.InvariantCulture),
        (settings, text) => double.TryParse(text, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && inRange(value) ? apply(settings, value) : null);

    private static ModelSetting Choice(string name, string description, string[] choices, Func<ModelSettings, int> read, Func<ModelSettings, int, ModelSettings> apply) => new(
        name,
        description,
        string.Join(" or ", choices),
        settings => choices[read(settings)],
        (settings, text) => Array.IndexOf(choices, text) is var choice and >= 0 ? apply(settings, choice) : null);

    private static ModelSetting Widths(string name, string description, Func<ModelSettings, IReadOnlyList<int>> read, Func<ModelSettings, IReadOnlyList<int>, ModelSettings> apply) => new(
        name,
        description,
        "whole numbers of at least 1, separated by commas",
        settings => string.Join(',', read(settings)),
        (settings, text) => ParseWidths(text) is { } widths ? apply(settings, widths) : null);

    private static int[]? ParseWidths(string text)
    {
        string[] parts = text.Split(',');
        int[] widths = [.. parts.Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int width) ? width : 0)];
        return widths.All(width => width >= 1) ? widths : null;
    }
}
