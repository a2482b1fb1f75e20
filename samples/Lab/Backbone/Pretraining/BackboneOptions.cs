using System.Globalization;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Backbone.Pretraining;

/// <summary>
/// The sizes of a small Llama and how it learns the catalogue's text. It learns without dropout: a model this small has more facts before it than it can
/// keep.
/// </summary>
internal sealed record BackboneOptions
{
    /// <summary>The width of hidden states, a multiple of <see cref="Heads"/>; the recommender's width too. Default 64.</summary>
    public int Dim { get; init; } = 64;

    /// <summary>Decoder layers, at least 1. Default 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Attention heads, at least 1. Default 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Tokens of the byte-pair encoding, at least 257 (the bytes). Default 2000.</summary>
    public int VocabularySize { get; init; } = 2000;

    /// <summary>Whether the output rows are the word embeddings. Default true.</summary>
    public bool TiedWords { get; init; } = true;

    /// <summary>Whether linear maps multiply in bfloat16 while it learns; its report is of float32. Default false.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>The longest sequence in tokens, at least 32: room for a list of candidates with titles. Default 1024.</summary>
    public int MaxLength { get; init; } = 1024;

    /// <summary>The standard deviation of the first weights, above 0. Default 0.1, which suits a width of 64.</summary>
    public double InitialStd { get; init; } = 0.1;

    /// <summary>The most passes over the sentences, at least 1. Default 8.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Passes without a lower loss on held-out sentences before it stops, at least 1. Default 3.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Sentences a step, at least 1. Default 32.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>The largest learning rate, above 0; a warm-up before it, a cosine behind. Default 3e-3.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>The share of sentences that is never learnt from, in (0, 0.5]. Default 0.05.</summary>
    public double HeldOutShare { get; init; } = 0.05;

    /// <summary>What an item is called in the sentences. Default "film".</summary>
    public string Noun { get; init; } = "film";

    /// <summary>The options of an experiment's scale.</summary>
    public static BackboneOptions Of(LabScale scale) => new()
    {
        Dim = scale.Dim,
        Layers = scale.Backbone.Layers,
        Heads = scale.Backbone.Heads,
        VocabularySize = scale.Backbone.VocabularySize,
        TiedWords = scale.Backbone.TiedWords,
        MixedPrecision = scale.MixedPrecision,
        MaxLength = Math.Max(scale.MaxLength, 1024),
        InitialStd = scale.Backbone.InitialStd,
        Epochs = scale.Backbone.Epochs,
        Noun = scale.Noun,
    };

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        string[] faults = [.. Sizes(), .. Training()];
        if (faults.Length > 0)
        {
            throw new ArgumentException($"{nameof(BackboneOptions)} has {faults.Length} fault(s): {string.Join(" ", faults)}");
        }
    }

    private IEnumerable<string> Sizes() =>
    [
        .. Fault(Heads < 1 || Dim < 2 || Dim % Math.Max(1, Heads) != 0 || Dim / Math.Max(1, Heads) % 2 != 0, $"Dim is {Dim} and Heads is {Heads}; expected heads of an even width."),
        .. Fault(Layers < 1, $"Layers is {Layers}; expected at least 1."),
        .. Fault(VocabularySize < 257, $"VocabularySize is {VocabularySize}; expected at least 257, a token for each byte and one to begin with."),
        .. Fault(MaxLength < 32, $"MaxLength is {MaxLength}; expected at least 32."),
        .. Fault(string.IsNullOrWhiteSpace(Noun), "Noun is empty; expected what an item is called, such as \"film\"."),
    ];

    private IEnumerable<string> Training() =>
    [
        .. Fault(!(InitialStd > 0), $"InitialStd is {Show(InitialStd)}; expected a number above 0."),
        .. Fault(Epochs < 1, $"Epochs is {Epochs}; expected at least 1."),
        .. Fault(Patience < 1, $"Patience is {Patience}; expected at least 1."),
        .. Fault(Batch < 1, $"Batch is {Batch}; expected at least 1."),
        .. Fault(!(LearningRate > 0), $"LearningRate is {Show(LearningRate)}; expected a number above 0."),
        .. Fault(!(HeldOutShare > 0 && HeldOutShare <= 0.5), $"HeldOutShare is {Show(HeldOutShare)}; expected a number in (0, 0.5]."),
    ];

    private static IEnumerable<string> Fault(bool isFaulty, string message) => isFaulty ? [message] : [];

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);
}
