using System.Globalization;

namespace Bdlm.Llama;

/// <summary>
/// The sizes and constants of a Llama. The names and meanings follow the <c>config.json</c> of published checkpoints.
/// </summary>
public sealed record LlamaConfig
{
    /// <summary>The width of hidden states and word embeddings: at least 2, a multiple of <see cref="HeadCount"/>.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>The width of the gated feed-forward part: at least 1.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>The number of decoder layers: at least 1.</summary>
    public required int LayerCount { get; init; }

    /// <summary>The number of query heads: at least 1.</summary>
    public required int HeadCount { get; init; }

    /// <summary>
    /// The number of key and value heads, a divisor of <see cref="HeadCount"/>: equal to it for multi-head attention, fewer
    /// for grouped-query attention, 1 for multi-query attention.
    /// </summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>The number of words |V|: at least 1.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The longest sequence in tokens: at least 1.</summary>
    public required int MaxLength { get; init; }

    /// <summary>The constant that keeps the root mean square norm from dividing by zero: above 0. Published checkpoints use 1e-5 or 1e-6.</summary>
    public double RmsNormEpsilon { get; init; } = 1e-5;

    /// <summary>The base of the rotary embedding's wavelengths: above 0.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Whether the output rows are the word embeddings themselves.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>
    /// The share of values dropped in training mode, in [0, 1): on the input embeddings and on what each attention and
    /// feed-forward part adds to the hidden state. Meant for small models trained from scratch.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>
    /// The standard deviation of a new model's weights, above 0. 0.02 suits widths of thousands; a width of 64 learns faster from 0.1.
    /// </summary>
    public double InitialStd { get; init; } = 0.02;

    /// <summary>The width of one head.</summary>
    public int HeadDim => HiddenSize / HeadCount;

    /// <summary>The number of parameters of a model of these sizes; tied output rows count once.</summary>
    public long ParameterCount
    {
        get
        {
            long hidden = HiddenSize;
            long attention = 2 * hidden * hidden + 2 * hidden * KeyValueHeadCount * HeadDim;
            long layer = attention + 3 * hidden * IntermediateSize + 2 * hidden;
            return (TieWordEmbeddings ? 1 : 2) * hidden * VocabularySize + LayerCount * layer + hidden;
        }
    }

    /// <summary>Throws if any value is out of range; the message lists every fault.</summary>
    /// <exception cref="ArgumentException">At least one value is out of range.</exception>
    public void Validate()
    {
        List<string> faults = [.. Faults()];
        if (faults.Count > 0)
        {
            throw new ArgumentException($"The Llama configuration has {faults.Count} fault(s): {string.Join(" ", faults)}");
        }
    }

    private IEnumerable<string> Faults() => [.. SizeFaults(), .. HeadFaults(), .. ConstantFaults()];

    private IEnumerable<string> SizeFaults() =>
        from size in new (string Name, int Value)[]
        {
            (nameof(HiddenSize), HiddenSize), (nameof(IntermediateSize), IntermediateSize),
            (nameof(LayerCount), LayerCount), (nameof(HeadCount), HeadCount),
            (nameof(KeyValueHeadCount), KeyValueHeadCount), (nameof(VocabularySize), VocabularySize),
            (nameof(MaxLength), MaxLength),
        }
        where size.Value < 1
        select $"{size.Name} is {size.Value}; expected at least 1.";

    private IEnumerable<string> HeadFaults()
    {
        if (HiddenSize < 1 || HeadCount < 1)
        {
            yield break;
        }

        if (HiddenSize % HeadCount != 0)
        {
            yield return $"HiddenSize is {HiddenSize}; expected a multiple of HeadCount {HeadCount}.";
        }
        else if (HeadDim % 2 != 0)
        {
            yield return $"HiddenSize / HeadCount is {HeadDim}; expected an even head width, because the rotary embedding turns pairs.";
        }

        if (KeyValueHeadCount >= 1 && HeadCount % KeyValueHeadCount != 0)
        {
            yield return $"KeyValueHeadCount is {KeyValueHeadCount}; expected a divisor of HeadCount {HeadCount}.";
        }
    }

    private IEnumerable<string> ConstantFaults()
    {
        if (!(RmsNormEpsilon > 0 && double.IsFinite(RmsNormEpsilon)))
        {
            yield return $"RmsNormEpsilon is {Show(RmsNormEpsilon)}; expected a finite value above 0.";
        }

        if (!(RopeTheta > 0 && double.IsFinite(RopeTheta)))
        {
            yield return $"RopeTheta is {Show(RopeTheta)}; expected a finite value above 0.";
        }

        if (!(InitialStd > 0 && double.IsFinite(InitialStd)))
        {
            yield return $"InitialStd is {Show(InitialStd)}; expected a finite value above 0.";
        }

        if (!(Dropout >= 0 && Dropout < 1))
        {
            yield return $"Dropout is {Show(Dropout)}; expected a value in [0, 1).";
        }
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
