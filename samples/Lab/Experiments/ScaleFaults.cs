namespace Bdlm.Lab.Experiments;

/// <summary>What is out of its range in a scale; told before anything is trained.</summary>
internal static class ScaleFaults
{
    /// <summary>A sentence for each fault.</summary>
    public static IReadOnlyList<string> Of(LabScale scale) =>
    [
        .. AtLeastOne(Counts(scale)),
        .. Outside(Positive(scale), value => value > 0, "a number above 0"),
        .. Outside(Shares(scale), value => value is >= 0 and <= 1, "a number in [0, 1]"),
        .. Outside([(nameof(scale.Dropout), scale.Dropout), ("Text.Dropout", scale.Text.Dropout), (nameof(scale.PairDropout), scale.PairDropout)], value => value is >= 0 and < 1, "a number in [0, 1)"),
        .. Outside([(nameof(scale.MutualWeight), scale.MutualWeight)], value => value >= 0, "a number of at least 0"),
        .. Recommenders(scale).SelectMany(entry => Of(entry.Name, entry.Scale)),
    ];

    private static IEnumerable<string> Of(string name, RecommenderScale scale) =>
    [
        .. scale.Layers >= 0 ? Array.Empty<string>() : [FormattableString.Invariant($"{name}.Layers is {scale.Layers}; expected at least 0.")],
        .. AtLeastOne([($"{name}.Epochs", scale.Epochs), ($"{name}.Patience", scale.Patience), ($"{name}.Batch", scale.Batch), ($"{name}.Negatives", scale.Negatives)]),
        .. Outside([($"{name}.Rate", scale.Rate)], value => value > 0, "a number above 0"),
        .. Outside([($"{name}.Regularization", scale.Regularization)], value => value >= 0, "a number of at least 0"),
    ];

    private static IEnumerable<(string Name, int? Value)> Counts(LabScale scale) =>
    [
        (nameof(scale.Dim), scale.Dim), ("Backbone.Layers", scale.Backbone.Layers), ("Backbone.Heads", scale.Backbone.Heads), ("Backbone.Epochs", scale.Backbone.Epochs),
        (nameof(scale.MaxLength), scale.MaxLength), (nameof(scale.Epochs), scale.Epochs), (nameof(scale.Patience), scale.Patience), (nameof(scale.Batch), scale.Batch),
        (nameof(scale.PositionsPerUser), scale.PositionsPerUser), (nameof(scale.NegativesPerPositive), scale.NegativesPerPositive), (nameof(scale.TurnLength), scale.TurnLength),
        (nameof(scale.TrainingUsers), scale.TrainingUsers), (nameof(scale.MaxHistory), scale.MaxHistory), (nameof(scale.ValidationUsers), scale.ValidationUsers), (nameof(scale.TestUsers), scale.TestUsers),
        ("Text.Epochs", scale.Text.Epochs), ("Text.Patience", scale.Text.Patience), ("Text.Batch", scale.Text.Batch), ("Text.NegativesPerPositive", scale.Text.NegativesPerPositive),
    ];

    private static IEnumerable<(string Name, double Value)> Positive(LabScale scale) =>
    [
        (nameof(scale.LanguageRate), scale.LanguageRate), (nameof(scale.DomainRate), scale.DomainRate), (nameof(scale.SharingRate), scale.SharingRate),
        ("Backbone.InitialStd", scale.Backbone.InitialStd), .. scale.ClipNorm is { } norm ? [(nameof(scale.ClipNorm), norm)] : Array.Empty<(string, double)>(),
    ];

    private static IEnumerable<(string Name, double Value)> Shares(LabScale scale) =>
        [(nameof(scale.TopKShare), scale.TopKShare), (nameof(scale.WarmUp), scale.WarmUp), (nameof(scale.SharingMomentum), scale.SharingMomentum)];

    private static IEnumerable<(string Name, RecommenderScale Scale)> Recommenders(LabScale scale) =>
    [
        (nameof(scale.LightGcn), scale.LightGcn), (nameof(scale.Ncf), scale.Ncf), (nameof(scale.Gmf), scale.Gmf), (nameof(scale.MatrixFactorization), scale.MatrixFactorization),
    ];

    private static IEnumerable<string> AtLeastOne(IEnumerable<(string Name, int? Value)> counts) =>
        counts.Where(count => count.Value < 1).Select(count => FormattableString.Invariant($"{count.Name} is {count.Value}; expected at least 1."));

    private static IEnumerable<string> Outside(IEnumerable<(string Name, double Value)> values, Func<double, bool> isInside, string expected) => values
        .Where(value => !(double.IsFinite(value.Value) && isInside(value.Value)))
        .Select(value => FormattableString.Invariant($"{value.Name} is {value.Value}; expected {expected}."));
}
