using Bdlm.Initialization;
using Bdlm.Recommending;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// SASRec (Kang and McAuley 2018): item rows plus position rows go through blocks of causal self-attention and feed-forward
/// layers; score = state · e_i with the same item rows. <see cref="SasRecVariant"/> says whose details.
/// </summary>
/// <remarks>
/// Positions are counted from the newest item: the authors pad on the left, so that the newest item always has the last
/// position, and ReChorus numbers from the end. An empty history has the state zero, so that all items score alike. The last
/// block computes what is asked for only: for <see cref="Encode"/> one row a history.
/// </remarks>
public sealed class SasRec : nn.Module, ICausalRecommender
{
    private const string ItemsName = "items";
    private const string PositionsName = "positions";

    private readonly SasRecOptions _options;
    private readonly nn.Module<Tensor, Tensor, Tensor, Tensor>[] _blocks;
    private readonly NormLayer? _finalNorm;

    private SasRec(SasRecOptions options, int itemCount, ParameterInitializer initializer)
        : base(nameof(SasRec))
    {
        _options = options;
        bool original = options.Variant == SasRecVariant.Original;
        LayerDraws draws = original ? LayerDraws.Glorot(initializer) : LayerDraws.Normal(initializer, options.InitialStd);
        register_parameter(ItemsName, draws.Weight(itemCount, options.Dim));
        register_parameter(PositionsName, draws.Weight(options.MaxHistory, options.Dim));
        var shape = new BlockShape
        {
            Dim = options.Dim,
            Heads = options.Heads,
            InnerDim = options.Dim,
            Dropout = options.Dropout,
            AttentionDropout = original ? options.Dropout : 0,
            NormEpsilon = original ? 1e-8 : 1e-5,
        };
        _blocks = [.. Enumerable.Range(0, options.Layers).Select(_ => original ? new QueryNormBlock(shape, draws) : (nn.Module<Tensor, Tensor, Tensor, Tensor>)new PostNormBlock(shape, draws))];
        for (int layer = 0; layer < options.Layers; layer++)
        {
            register_module($"block{layer}", _blocks[layer]);
        }

        if (original)
        {
            _finalNorm = new NormLayer(options.Dim, shape.NormEpsilon, draws);
            register_module("final_norm", _finalNorm);
        }
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
    public Parameter ItemTable => get_parameter(ItemsName)!;

    /// <inheritdoc/>
    public Parameter? ItemBias => null;

    /// <summary>Makes a model with drawn first values.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="itemCount">The number of items, at least 1.</param>
    /// <param name="seed">Decides the first values.</param>
    /// <param name="device">Where the parameters live; the CPU if left out.</param>
    /// <exception cref="ArgumentException">An option or the count lies outside its range.</exception>
    public static SasRec Create(SasRecOptions options, int itemCount, int seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(itemCount, 1);
        using var initializer = new ParameterInitializer(seed, device);
        return new SasRec(options, itemCount, initializer);
    }

    /// <inheritdoc/>
    public Tensor Encode(HistoryBatch histories)
    {
        using var scope = NewDisposeScope();
        Tensor sequence = BeforeLastBlock(histories);
        Tensor last = sequence.view(-1, EmbeddingDim).index_select(0, SequenceMasks.LastPlaces(histories)).unsqueeze(1);
        Tensor states = AfterLastBlock(last, sequence, SequenceMasks.Real(histories)).squeeze(1);
        Tensor? notEmpty = SequenceMasks.NotEmpty(histories);
        return (notEmpty is null ? states : states * notEmpty).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor EncodeEach(HistoryBatch histories)
    {
        using var scope = NewDisposeScope();
        Tensor sequence = BeforeLastBlock(histories);
        Tensor states = AfterLastBlock(sequence, sequence, SequenceMasks.Causal(histories.Width, sequence.device));
        return (states * SequenceMasks.RealPlaces(histories)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor ScoreItems(Tensor states) => StateScores.Items(this, states);

    /// <inheritdoc/>
    public Tensor ScoreCandidates(Tensor states, Tensor itemIds) => StateScores.Candidates(this, states, itemIds);

    /// <summary>Does nothing: the parts are registered by hand, and TorchSharp would register each field as one more part.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor BeforeLastBlock(HistoryBatch histories)
    {
        SequenceChecks.Histories(histories, MaxHistory, ItemCount);
        Tensor sequence = Input(histories);
        if (_blocks.Length > 1)
        {
            Tensor causal = SequenceMasks.Causal(histories.Width, sequence.device);
            sequence = _blocks[..^1].Aggregate(sequence, (rows, block) => block.call(rows, rows, causal));
        }

        return sequence;
    }

    private Tensor AfterLastBlock(Tensor rows, Tensor sequence, Tensor mask)
    {
        Tensor result = _blocks[^1].call(rows, sequence, mask);
        return _finalNorm is null ? result : _finalNorm.call(result);
    }

    private Tensor Input(HistoryBatch histories)
    {
        Tensor items = ItemTable.index_select(0, histories.ItemIds.reshape(-1));
        Tensor positions = get_parameter(PositionsName)!.index_select(0, FromTheEnd(histories));
        Tensor rows = _finalNorm is null ? items.Plus(positions) : positions.add(items, KeptScalar.Of(Math.Sqrt(EmbeddingDim)));
        return Dropping.Of(rows, _finalNorm is null ? 0 : _options.Dropout, training).view(histories.Count, histories.Width, EmbeddingDim);
    }

    // 0 for the newest item of each history, 1 for the one before it; padding takes any.
    private static Tensor FromTheEnd(HistoryBatch histories)
    {
        var positions = new long[histories.Count * histories.Width];
        for (int row = 0; row < histories.Count; row++)
        {
            for (int place = 0; place < histories.Lengths[row]; place++)
            {
                positions[(row * histories.Width) + place] = histories.Lengths[row] - 1 - place;
            }
        }

        return tensor(positions, ScalarType.Int64, histories.ItemIds.device);
    }
}
