using Bdlm.Initialization;
using Bdlm.Recommending;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// BERT4Rec (Sun et al. 2019): a bidirectional transformer over a sequence with masked items; the state of a masked place is
/// norm(GELU(W x + b)) of the last block's row, and score = state · e_i + b_i with the rows of the input. The next item is asked
/// for by a mask behind the last one.
/// </summary>
/// <remarks>
/// Positions are counted from the oldest item, as the authors do. Their segment row, the same for all places, is left out: the
/// position rows hold it. The softmax goes over items; theirs also over the ids of mask and padding, which are never right. An
/// empty history is a mask alone.
/// </remarks>
public sealed class Bert4Rec : nn.Module, IClozeRecommender
{
    private const string ItemsName = "items";
    private const string MaskName = "mask";
    private const string PositionsName = "positions";
    private const string BiasName = "item_bias";
    private const double NormEpsilon = 1e-12;

    private readonly Bert4RecOptions _options;
    private readonly NormLayer _inputNorm;
    private readonly PostNormBlock[] _blocks;
    private readonly DenseLayer _transform;
    private readonly NormLayer _transformNorm;

    private Bert4Rec(Bert4RecOptions options, int itemCount, ParameterInitializer initializer)
        : base(nameof(Bert4Rec))
    {
        _options = options;
        LayerDraws draws = LayerDraws.Truncated(initializer, options.InitialStd);
        register_parameter(ItemsName, draws.Weight(itemCount, options.Dim));
        register_parameter(MaskName, draws.Weight(1, options.Dim));
        register_parameter(PositionsName, draws.Weight(options.MaxHistory + 1, options.Dim));
        register_parameter(BiasName, draws.Bias(itemCount));
        _inputNorm = new NormLayer(options.Dim, NormEpsilon, draws);
        register_module("input_norm", _inputNorm);
        BlockShape shape = Shape(options);
        _blocks = [.. Enumerable.Range(0, options.Layers).Select(_ => new PostNormBlock(shape, draws))];
        for (int layer = 0; layer < options.Layers; layer++)
        {
            register_module($"block{layer}", _blocks[layer]);
        }

        _transform = new DenseLayer(options.Dim, options.Dim, draws);
        _transformNorm = new NormLayer(options.Dim, NormEpsilon, draws);
        register_module("transform", _transform);
        register_module("transform_norm", _transformNorm);
    }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public int ItemCount => (int)ItemTable.shape[0];

    /// <inheritdoc/>
    public int EmbeddingDim => _options.Dim;

    /// <inheritdoc/>
    public int MaxHistory => _options.MaxHistory;

    /// <inheritdoc/>
    public int MaskId => ItemCount;

    /// <inheritdoc/>
    public Parameter ItemTable => get_parameter(ItemsName)!;

    /// <inheritdoc/>
    public Parameter? ItemBias => get_parameter(BiasName);

    /// <summary>Makes a model with drawn first values.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="itemCount">The number of items, at least 1.</param>
    /// <param name="seed">Decides the first values.</param>
    /// <param name="device">Where the parameters live; the CPU if left out.</param>
    /// <exception cref="ArgumentException">An option or the count lies outside its range.</exception>
    public static Bert4Rec Create(Bert4RecOptions options, int itemCount, int seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(itemCount, 1);
        using var initializer = new ParameterInitializer(seed, device);
        return new Bert4Rec(options, itemCount, initializer);
    }

    /// <inheritdoc/>
    public Tensor Encode(HistoryBatch histories)
    {
        SequenceChecks.Histories(histories, MaxHistory, ItemCount);
        using var scope = NewDisposeScope();
        HistoryBatch asked = WithMaskBehind(histories);
        return EncodePlaces(asked, SequenceMasks.LastPlaces(asked)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor EncodePlaces(HistoryBatch sequences, Tensor places)
    {
        SequenceChecks.Histories(sequences, MaxHistory + 1, ItemCount + 1L);
        Tensors.TensorGuard.Ids(places, nameof(places), (long)sequences.Count * sequences.Width);
        using var scope = NewDisposeScope();
        Tensor mask = SequenceMasks.Real(sequences);
        Tensor rows = _blocks.Aggregate(Input(sequences), (current, block) => block.call(current, current, mask));
        Tensor wanted = rows.view(-1, EmbeddingDim).index_select(0, places);
        return _transformNorm.call(nn.functional.gelu(_transform.call(wanted))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor ScoreItems(Tensor states) => StateScores.Items(this, states);

    /// <inheritdoc/>
    public Tensor ScoreCandidates(Tensor states, Tensor itemIds) => StateScores.Candidates(this, states, itemIds);

    /// <summary>Does nothing: the parts are registered by hand, and TorchSharp would register each field as one more part.</summary>
    protected override void RegisterComponents()
    {
    }

    private static BlockShape Shape(Bert4RecOptions options) => new()
    {
        Dim = options.Dim,
        Heads = options.Heads,
        InnerDim = options.InnerDim,
        Dropout = options.Dropout,
        AttentionDropout = options.Dropout,
        NormEpsilon = NormEpsilon,
        AsBert = true,
    };

    private Tensor Input(HistoryBatch sequences)
    {
        Tensor table = cat([ItemTable, get_parameter(MaskName)!], 0);
        Tensor items = table.index_select(0, sequences.ItemIds.reshape(-1)).view(sequences.Count, sequences.Width, EmbeddingDim);
        Tensor positions = get_parameter(PositionsName)!.narrow(0, 0, sequences.Width);
        return Dropping.Of(_inputNorm.call(items.Plus(positions)), _options.Dropout, training);
    }

    private HistoryBatch WithMaskBehind(HistoryBatch histories)
    {
        int width = histories.Width + 1;
        var ids = new long[histories.Count * width];
        int[] lengths = histories.Lengths.ToArray();
        for (int row = 0; row < lengths.Length; row++)
        {
            histories.PaddedIds.Slice(row * histories.Width, lengths[row]).CopyTo(ids.AsSpan(row * width));
            ids[(row * width) + lengths[row]++] = MaskId;
        }

        return new HistoryBatch(ids, lengths, histories.ItemIds.device);
    }
}
