using System.Globalization;
using Bdlm.Backend;
using Bdlm.Language;
using Bdlm.Language.Adapters;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Generation;
using Bdlm.Llama.Layers;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama;

/// <summary>
/// A Llama: root mean square norm, rotary embedding, grouped-query attention, SwiGLU, tied or free output rows.
/// </summary>
/// <remarks>
/// <para>Parameters bear the names and shapes of Hugging Face checkpoints (<c>model.layers.0.self_attn.q_proj.weight</c>, …), and
/// the rotary embedding turns the two halves of a head as they do. Readers of other layouts permute rows on the way in.</para>
/// <para>With dropout, the state dictionary also holds <c>dropout_state</c>, from which a resumed training continues.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class LlamaForCausalLM : nn.Module, ICachedLanguageModel, ITreeLanguageModel, IAdaptableLanguageModel, IActivationCheckpointing
{
    private readonly RotaryEmbedding _rotary;
    private readonly DecoderPassPlanner _planner;

    [ComponentName(Name = "model")]
    private readonly Decoder _decoder;

    [ComponentName(Name = "lm_head")]
    private readonly Projection? _outputRows;

    [ComponentName(Name = "dropout_state")]
    private readonly Tensor? _dropoutState;

    private LlamaForCausalLM(LlamaConfig config, Decoder decoder, Projection? outputRows, Tensor? dropoutState)
        : base(nameof(LlamaForCausalLM))
    {
        Config = config;
        _rotary = new RotaryEmbedding(config.HeadDim, config.RopeTheta, config.MaxLength, config.RopeScaling);
        _planner = new DecoderPassPlanner(_rotary);
        _decoder = decoder;
        register_module("model", _decoder);
        LinearSites = [.. _decoder.named_modules().Where(entry => entry.module is Projection).Select(entry => new ProjectionSite($"model.{entry.name}", (Projection)entry.module))];
        if (outputRows is not null)
        {
            _outputRows = outputRows;
            register_module("lm_head", _outputRows);
        }

        if (dropoutState is not null)
        {
            _dropoutState = dropoutState;
            register_buffer("dropout_state", _dropoutState);
        }
    }

    /// <summary>The sizes and constants.</summary>
    public LlamaConfig Config { get; }

    /// <inheritdoc/>
    public int HiddenSize => Config.HiddenSize;

    /// <inheritdoc/>
    public int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public int MaxLength => Config.MaxLength;

    /// <inheritdoc/>
    /// <remarks>Less than <see cref="MaxLength"/> with the dynamic rotary scaling, which turns long sequences at speeds of their own.</remarks>
    public int MaxTreePath => _rotary.DependsOn(MaxLength) ? Config.RopeScaling!.OriginalMaxLength : MaxLength;

    /// <inheritdoc/>
    public bool HasDropout => Config.Dropout > 0;

    /// <inheritdoc/>
    public Tensor WordEmbeddings => _decoder.Words.Weight;

    /// <inheritdoc/>
    public Tensor OutputRows => _outputRows?.Weight ?? _decoder.Words.Weight;

    nn.Module ICausalLanguageModel.Module => this;

    /// <inheritdoc/>
    /// <remarks>Seven a layer: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj and down_proj.</remarks>
    public IReadOnlyList<ILinearSite> LinearSites { get; }

    /// <inheritdoc/>
    public bool ActivationCheckpointing
    {
        get => _decoder.ActivationCheckpointing;
        set => _decoder.ActivationCheckpointing = value;
    }

    /// <summary>
    /// Whether the layers' linear maps multiply in bfloat16, while parameters, attention, residual stream, norms and logits stay in float32:
    /// mixed precision, for training. False by default; may be changed between steps, and is not saved.
    /// </summary>
    /// <remarks>
    /// Products keep 8 bits of each factor and add up in float32. On processors with bfloat16 instructions they are about four times as fast. Decoding with
    /// a cache multiplies in float32 as before. A model that was loaded in bfloat16 computes in it anyway.
    /// </remarks>
    public bool MixedPrecision { get; set; }

    /// <summary>
    /// A model with random weights: normal with standard deviation <see cref="LlamaConfig.InitialStd"/>, divided by √(2 · layers) for the maps that end a residual
    /// branch; gains are 1. The same seed gives the same weights on every device.
    /// </summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">For the weights, and for dropout where the configuration asks for it.</param>
    /// <param name="device">Where the parameters live; the CPU by default.</param>
    /// <exception cref="ArgumentException">The configuration has faults; the message lists all.</exception>
    /// <exception cref="DeviceMemoryException">The device's memory does not suffice.</exception>
    public static LlamaForCausalLM Create(LlamaConfig config, int seed, Device? device = null)
    {
        return Allocated(config, () =>
        {
            using var generator = new Generator((ulong)(uint)seed, CPU);
            return Wire(config, new ParameterFactory(generator, config.InitialStd), seed).to(device ?? CPU);
        });
    }

    /// <summary>A model whose weights a checkpoint reader fills: they are made where and in what dtype they are to stay, so that nothing is held twice.</summary>
    internal static LlamaForCausalLM CreateUnfilled(LlamaConfig config, LlamaLoadOptions options) =>
        Allocated(config, () => Wire(config, new ParameterFactory(generator: null, config.InitialStd, options.Dtype, options.Device), options.Seed, options.MixedPrecision));

    /// <summary>The word embeddings of tokens.</summary>
    /// <param name="tokenIds"><c>[batch, length]</c>, int64, in [0, VocabularySize).</param>
    /// <returns><c>[batch, length, HiddenSize]</c>. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The shape, dtype or a value does not fit.</exception>
    public Tensor Embed(Tensor tokenIds)
    {
        TensorChecks.TokenIds(tokenIds, Config);
        return _decoder.Words.call(tokenIds);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A shape or dtype does not fit, or the sequence is longer than <see cref="MaxLength"/>.</exception>
    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask)
    {
        TensorChecks.InputEmbeddings(inputEmbeddings, Config, WordEmbeddings.dtype);
        TensorChecks.AttentionMask(attentionMask, inputEmbeddings.shape[0], inputEmbeddings.shape[1]);
        using var scope = NewDisposeScope();
        return Decode(inputEmbeddings, _planner.Full(attentionMask, inputEmbeddings.dtype)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor EncodeTrees(Tensor inputEmbeddings, Tensor positions, Tensor visible)
    {
        TreeChecks.All(inputEmbeddings, positions, visible, Config, WordEmbeddings.dtype, MaxTreePath);
        using var scope = NewDisposeScope();
        return Decode(inputEmbeddings, _planner.Trees(positions, visible, inputEmbeddings.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The hidden states of tokens that continue the sequences in <paramref name="cache"/>, which then holds them too: the same
    /// values as the last columns of a full <see cref="Encode(Tensor, Tensor)"/>. For inference: no gradient, no dropout.
    /// </summary>
    /// <param name="inputEmbeddings"><c>[batch, length, HiddenSize]</c>: the new tokens only.</param>
    /// <param name="cache">Made for this model and batch size; the new tokens join it.</param>
    /// <param name="attentionMask"><c>[batch, length]</c>, bool, false at padding; null if all new tokens are real.</param>
    /// <returns><c>[batch, length, HiddenSize]</c>, after the final norm. The caller disposes.</returns>
    /// <exception cref="ArgumentException">A shape or dtype does not fit the model or the cache.</exception>
    /// <exception cref="InvalidOperationException">The cache is too small for the new tokens.</exception>
    /// <exception cref="DeviceMemoryException">The device's memory does not suffice; the cache holds what it held.</exception>
    public Tensor Encode(Tensor inputEmbeddings, KeyValueCache cache, Tensor? attentionMask = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        TensorChecks.InputEmbeddings(inputEmbeddings, Config, WordEmbeddings.dtype);
        long length = inputEmbeddings.shape[1];
        if (attentionMask is not null)
        {
            TensorChecks.AttentionMask(attentionMask, inputEmbeddings.shape[0], length);
        }

        return DeviceMemory.Guard(
            () => EncodeContinued(inputEmbeddings, cache, attentionMask),
            () => $"the forward pass of {inputEmbeddings.shape[0]} sequences of {length} tokens after {cache.Length} in the cache",
            "Give fewer sequences or shorter prompts at a time, or load the model in bfloat16.");
    }

    /// <inheritdoc/>
    IDecodingSession ICachedLanguageModel.StartDecoding(int batchSize, int capacity) => new LlamaDecodingSession(this, batchSize, capacity);

    /// <summary>The logits of all words: hidden states times the output rows.</summary>
    /// <param name="hidden"><c>[…, HiddenSize]</c>, what <see cref="Encode(Tensor, Tensor)"/> returned or rows of it.</param>
    /// <returns><c>[…, VocabularySize]</c>. The caller disposes.</returns>
    public Tensor Score(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        if (hidden.dim() == 0 || hidden.shape[^1] != HiddenSize)
        {
            throw new ArgumentException($"hidden has shape [{string.Join(", ", hidden.shape)}]; expected […, {HiddenSize}]. Pass what Encode returned.", nameof(hidden));
        }

        return nn.functional.linear(hidden, OutputRows);
    }

    /// <summary>The logits of the next word after each token.</summary>
    /// <param name="tokenIds"><c>[batch, length]</c>, int64, in [0, VocabularySize).</param>
    /// <param name="attentionMask"><c>[batch, length]</c>, bool, false at padding; null if all tokens are real.</param>
    /// <returns><c>[batch, length, VocabularySize]</c>. The caller disposes.</returns>
    /// <exception cref="ArgumentException">A shape, dtype or value does not fit.</exception>
    public Tensor Logits(Tensor tokenIds, Tensor? attentionMask = null)
    {
        using var scope = NewDisposeScope();
        Tensor embeddings = Embed(tokenIds);
        Tensor mask = attentionMask ?? ones(tokenIds.shape, dtype: ScalarType.Bool, device: tokenIds.device);
        return Score(Encode(embeddings, mask)).MoveToOuterDisposeScope();
    }

    /// <summary>Whether sequences of this many tokens turn at speeds of their own, so that <see cref="Angles"/> does not hold for them.</summary>
    internal bool AnglesDependOn(int length) => _rotary.DependsOn(length);

    /// <summary>The rotary embedding of the first positions of a sequence on the CPU in float32: views into tables that the next pass may replace.</summary>
    internal RotaryAngles Angles(int length) => _rotary.Consecutive(0, length, CPU, ScalarType.Float32);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rotary.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Decode(Tensor inputEmbeddings, DecoderPass pass)
    {
        DropoutMasks? dropout = training && _dropoutState is not null ? DropoutState.Next(_dropoutState, Config.Dropout) : null;
        return _decoder.call(inputEmbeddings, pass with { Dropout = dropout, MapType = MixedPrecision ? ScalarType.BFloat16 : null });
    }

    private Tensor EncodeContinued(Tensor inputEmbeddings, KeyValueCache cache, Tensor? attentionMask)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        cache.Reserve(Config, inputEmbeddings, attentionMask);
        DecoderPass pass = _planner.Continued(cache, inputEmbeddings.shape[1], inputEmbeddings.device, inputEmbeddings.dtype);
        Tensor hidden = _decoder.call(inputEmbeddings, pass);
        cache.Commit(inputEmbeddings.shape[1]);
        return hidden.MoveToOuterDisposeScope();
    }

    private static LlamaForCausalLM Allocated(LlamaConfig config, Func<LlamaForCausalLM> make) => DeviceMemory.Guard(
        make,
        () => string.Create(CultureInfo.InvariantCulture, $"the weights of a model of {config.ParameterCount:N0} parameters"),
        "Load the model in bfloat16 (LlamaLoadOptions.Dtype), on a device with more memory, or take a smaller one.");

    private static LlamaForCausalLM Wire(LlamaConfig config, ParameterFactory parameters, int seed, bool mixedPrecision = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Decoder decoder = Decoder.Create(config, parameters);
        Projection? rows = config.TieWordEmbeddings ? null : parameters.Projection(config.VocabularySize, config.HiddenSize);
        return new LlamaForCausalLM(config, decoder, rows, config.Dropout > 0 ? DropoutState.Create(seed) : null) { MixedPrecision = mixedPrecision };
    }
}
