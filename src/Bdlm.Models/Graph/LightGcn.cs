using Bdlm.Graphs;
using Bdlm.Initialization;
using Bdlm.Recommending;
using Bdlm.Scoring;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Graph;

/// <summary>
/// LightGCN (He et al. 2020): rows are the mean over layers 0 to K of a table that is multiplied with the normalised
/// adjacency of the training graph again and again; score(u, i) = e_u · e_i, pair feature e_u ⊙ e_i. Usually trained
/// with BPR.
/// </summary>
public sealed class LightGcn : nn.Module, IDomainRecommender, IEmbeddingTables, IEdgeMaskable, IBatchEmbeddings
{
    private const string UsersName = "users";
    private const string ItemsName = "items";

    private readonly IPropagationKernel _kernel;

    /// <summary>Makes a model of its parts, which it owns from now on.</summary>
    /// <param name="options">Layers and rows to share; the tables decide the width.</param>
    /// <param name="graph">The training graph.</param>
    /// <param name="kernel">Multiplies with the graph's normalised adjacency, on the tables' device.</param>
    /// <param name="users">Layer 0, <c>[graph.UserCount, dim]</c>, float32.</param>
    /// <param name="items">Layer 0, <c>[graph.ItemCount, dim]</c>, float32.</param>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public LightGcn(LightGcnOptions options, InteractionGraph graph, IPropagationKernel kernel, Parameter users, Parameter items)
        : base(nameof(LightGcn))
    {
        PairChecks.Tables(users, items);
        if (users.shape[0] != graph.UserCount || items.shape[0] != graph.ItemCount || kernel.NodeCount != graph.NodeCount)
        {
            throw new ArgumentException($"the graph has {graph.UserCount} users and {graph.ItemCount} items, the tables {users.shape[0]} and {items.shape[0]} rows, the kernel {kernel.NodeCount} nodes; expected all to be of one graph.", nameof(graph));
        }

        (Options, Graph, _kernel) = (options, graph, kernel);
        register_parameter(UsersName, users);
        register_parameter(ItemsName, items);
    }

    /// <summary>The options that the model was made with.</summary>
    public LightGcnOptions Options { get; }

    /// <summary>The training graph.</summary>
    public InteractionGraph Graph { get; }

    /// <summary>The number of layers K.</summary>
    public int Layers => Options.Layers;

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public Parameter UserTable => get_parameter(UsersName)!;

    /// <inheritdoc/>
    public Parameter ItemTable => get_parameter(ItemsName)!;

    /// <inheritdoc/>
    public int UserCount => Graph.UserCount;

    /// <inheritdoc/>
    public int ItemCount => Graph.ItemCount;

    /// <inheritdoc/>
    public int EmbeddingDim => (int)UserTable.shape[1];

    /// <inheritdoc/>
    public int PairFeatureDim => EmbeddingDim;

    /// <summary>
    /// Makes a model with random rows and the fastest kernel for the device: vectors of the processor on
    /// a CPU, torch's sparse product elsewhere.
    /// </summary>
    /// <param name="options">The shape.</param>
    /// <param name="graph">The training graph.</param>
    /// <param name="seed">Decides the first values.</param>
    /// <param name="device">Where parameters and kernel live; the CPU if left out. The model cannot move later.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the graph has no user or no item.</exception>
    public static LightGcn Create(LightGcnOptions options, InteractionGraph graph, int seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(graph);
        options.Validate();
        if (graph.UserCount == 0 || graph.ItemCount == 0)
        {
            throw new ArgumentException($"graph has {graph.UserCount} users and {graph.ItemCount} items; expected at least one of each.", nameof(graph));
        }

        device ??= CPU;
        CsrMatrix adjacency = NormalizedAdjacency.Of(graph);
        using var initializer = new ParameterInitializer(seed, device);
        return new LightGcn(
            options,
            graph,
            device.type == DeviceType.CPU ? new SimdPropagationKernel(adjacency) : new TorchPropagationKernel(adjacency, device),
            Table(options, initializer, graph.UserCount),
            Table(options, initializer, graph.ItemCount));
    }

    /// <inheritdoc/>
    public DomainEmbeddings Embed() => Propagate(_kernel);

    /// <inheritdoc/>
    public DomainEmbeddings EmbedRows(Tensor userIds, Tensor itemIds)
    {
        PairChecks.Users(this, userIds);
        PairChecks.Items(this, itemIds);
        return Aligned(RowsOf(userIds, itemIds, withTables: Options.Aligned == AlignedRows.Initial));
    }

    /// <inheritdoc/>
    public DomainEmbeddings EmbedRows(Tensor userIds, Tensor itemIds, out Tensor userTableRows, out Tensor itemTableRows)
    {
        PairChecks.Users(this, userIds);
        PairChecks.Items(this, itemIds);
        BatchRows rows = RowsOf(userIds, itemIds, withTables: true);
        (userTableRows, itemTableRows) = (rows.UserTable!, rows.ItemTable!);
        return Aligned(rows);
    }

    /// <inheritdoc/>
    public DomainEmbeddings EmbedWithout(Tensor userIds, Tensor itemIds)
    {
        PairChecks.Pairs(this, userIds, itemIds);
        EdgeMask mask = EdgeMask.Create(Graph, ToArray(userIds), ToArray(itemIds));
        return Propagate(mask.EdgeCount == 0 ? _kernel : new EdgeMaskedKernel(_kernel, mask));
    }

    /// <inheritdoc/>
    public Tensor PairFeatures(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds) =>
        DotProducts.Features(embeddings, userIds, itemIds);

    /// <inheritdoc/>
    public (Tensor Weight, Tensor Bias) PairScoreWeights() => DotProducts.Weights(UserTable);

    /// <inheritdoc/>
    public Tensor ScorePairs(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds) =>
        DotProducts.Pairs(embeddings, userIds, itemIds);

    /// <inheritdoc/>
    public Tensor ScoreItems(DomainEmbeddings embeddings, Tensor userIds) =>
        DotProducts.Items(embeddings, userIds);

    /// <summary>Releases the parameters and the kernel.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kernel.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Parameter Table(LightGcnOptions options, ParameterInitializer initializer, int rows) =>
        options.Initialization == LightGcnInitialization.Xavier
            ? initializer.GlorotUniform(rows, options.Dim)
            : initializer.Normal(options.InitialStd, rows, options.Dim);

    private DomainEmbeddings Propagate(IPropagationKernel kernel)
    {
        using var scope = NewDisposeScope();
        Tensor layerZero = cat([UserTable, ItemTable], 0);
        Tensor[] rows = GraphPropagation.LayerMean(kernel, layerZero, Layers).split([UserCount, ItemCount]);
        Tensor users = rows[0].MoveToOuterDisposeScope();
        Tensor items = rows[1].MoveToOuterDisposeScope();
        return Options.Aligned == AlignedRows.Propagated
            ? new DomainEmbeddings(users, items)
            : new DomainEmbeddings(users, items)
            {
                AlignedUsers = UserTable.alias().MoveToOuterDisposeScope(),
                AlignedItems = ItemTable.alias().MoveToOuterDisposeScope(),
            };
    }

    private DomainEmbeddings Aligned(BatchRows rows) => Options.Aligned == AlignedRows.Propagated
        ? new DomainEmbeddings(rows.Users, rows.Items)
        : new DomainEmbeddings(rows.Users, rows.Items) { AlignedUsers = rows.UserTable!, AlignedItems = rows.ItemTable! };

    private BatchRows RowsOf(Tensor userIds, Tensor itemIds, bool withTables)
    {
        if (Layers > 0 && _kernel is ILayerMeanRowsKernel some)
        {
            return GraphPropagation.LayerMeanRows(some, UserTable, ItemTable, Layers, userIds, itemIds, withTables);
        }

        using var scope = NewDisposeScope();
        DomainEmbeddings all = Embed();
        return new BatchRows(
            all.Users.index_select(0, userIds).MoveToOuterDisposeScope(),
            all.Items.index_select(0, itemIds).MoveToOuterDisposeScope(),
            withTables ? UserTable.index_select(0, userIds).MoveToOuterDisposeScope() : null,
            withTables ? ItemTable.index_select(0, itemIds).MoveToOuterDisposeScope() : null);
    }

    private static int[] ToArray(Tensor ids)
    {
        using var scope = NewDisposeScope();
        return ids.to(ScalarType.Int32).cpu().data<int>().ToArray();
    }
}
