using Bdlm.Initialization;
using Bdlm.Recommending;
using Bdlm.Scoring;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Fusion;

/// <summary>
/// Joins what the language model and the recommender know of a pair (Eq. 6): logit = wᵀ[h_ui ; d_ui] + b, and
/// ŷ_ui = σ(logit). Whether the gradient of h flows on into the language model is the caller's choice.
/// </summary>
public sealed class KnowledgeFusionHead : nn.Module<Tensor, Tensor, Tensor>
{
    private const double NormEpsilon = 1e-5;

    private const string WeightName = "weight";
    private const string BiasName = "bias";
    private const string NormWeightName = "norm_weight";
    private const string NormBiasName = "norm_bias";
    private const string TowerWeightName = "tower_weight";

    private readonly DenseTower? _tower;

    private KnowledgeFusionHead(FusionOptions options, int hiddenDim, int pairDim, Parameter weight, Parameter bias, ParameterInitializer initializer)
        : base(nameof(KnowledgeFusionHead))
    {
        (Options, HiddenDim, PairDim) = (options, hiddenDim, pairDim);
        register_parameter(WeightName, weight);
        register_parameter(BiasName, bias);
        if (options.NormalizeHidden)
        {
            register_parameter(NormWeightName, initializer.Constant(1, hiddenDim));
            register_parameter(NormBiasName, initializer.Zeros(hiddenDim));
        }

        if (options.Form == FusionForm.Mlp)
        {
            _tower = new DenseTower(hiddenDim + pairDim, options.TowerWidths, dropout: 0, initializer);
            register_module("tower", _tower);
            int width = options.TowerWidths[^1];
            register_parameter(TowerWeightName, options.Start == FusionStart.Random ? initializer.LecunUniform(width) : initializer.Zeros(width));
        }
    }

    /// <summary>The options that the head was made with.</summary>
    public FusionOptions Options { get; }

    /// <summary>The width of h.</summary>
    public int HiddenDim { get; }

    /// <summary>The width of d.</summary>
    public int PairDim { get; }

    /// <summary>Makes a head for a recommender.</summary>
    /// <param name="options">The shape and the start.</param>
    /// <param name="hiddenDim">The width of the language model's feature h, at least 1.</param>
    /// <param name="recommender">Gives the width of d and, where the start is its score, the weights of that score.</param>
    /// <param name="seed">Decides random first values.</param>
    /// <param name="device">Where the parameters live; the CPU if left out.</param>
    /// <exception cref="ArgumentException">An option or <paramref name="hiddenDim"/> lies outside its range.</exception>
    public static KnowledgeFusionHead Create(FusionOptions options, int hiddenDim, IDomainRecommender recommender, int seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenDim, 1);
        options.Validate();
        using var scope = NewDisposeScope();
        using var initializer = new ParameterInitializer(seed, device);
        int pairDim = recommender.PairFeatureDim;
        if (options.Start == FusionStart.Random)
        {
            return new(options, hiddenDim, pairDim, initializer.LecunUniform(hiddenDim + pairDim), initializer.Zeros(), initializer);
        }

        (Tensor weight, Tensor bias) = recommender.PairScoreWeights();
        Tensor silent = zeros(hiddenDim, ScalarType.Float32, weight.device);
        return new(options, hiddenDim, pairDim, initializer.From(cat([silent, weight])), initializer.From(bias), initializer);
    }

    /// <summary>
    /// The logits, <c>[batch]</c>, float32. The caller disposes. While training, the d of a share of the pairs counts as 0 (<see cref="FusionOptions.PairDropout"/>), drawn from torch's
    /// own generator; <see cref="Fuse"/> takes one of the caller's.
    /// </summary>
    /// <param name="hidden">h_ui, <c>[batch, HiddenDim]</c>, any floating dtype.</param>
    /// <param name="pair">d_ui, <c>[batch, PairDim]</c>, any floating dtype.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public override Tensor forward(Tensor hidden, Tensor pair) => Logits(hidden, pair, null);

    /// <summary>The same logits, with what is hidden drawn from a generator, so that it depends on nothing else that the process computes.</summary>
    /// <param name="hidden">h_ui, <c>[batch, HiddenDim]</c>, any floating dtype.</param>
    /// <param name="pair">d_ui, <c>[batch, PairDim]</c>, any floating dtype.</param>
    /// <param name="generator">On the head's device; it stays the caller's.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public Tensor Fuse(Tensor hidden, Tensor pair, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return Logits(hidden, pair, generator);
    }

    /// <summary>Does nothing: the parts are registered by hand, and TorchSharp would register each field as one more part.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor Logits(Tensor hidden, Tensor pair, Generator? generator)
    {
        TensorGuard.Shape(hidden, nameof(hidden), "[batch, HiddenDim]", "Pool the prompt's hidden states to one feature a pair.", TensorGuard.Any, HiddenDim);
        TensorGuard.Shape(pair, nameof(pair), "[batch, PairDim]", "Give the recommender's features of the same pairs.", hidden.shape[0], PairDim);
        using var scope = NewDisposeScope();
        Tensor joined = cat([Normalize(hidden.to(ScalarType.Float32)), Show(pair.to(ScalarType.Float32), generator)], 1);
        Tensor logits = joined.mv(get_parameter(WeightName)!).Plus(get_parameter(BiasName)!);
        if (_tower is not null)
        {
            logits = logits.Plus(_tower.call(joined).mv(get_parameter(TowerWeightName)!));
        }

        return logits.MoveToOuterDisposeScope();
    }

    // Whole rows: d is there or not. What is shown keeps its size, for in the end all of it is shown.
    private Tensor Show(Tensor pair, Generator? generator) => Options.PairDropout > 0 && training
        ? pair * empty([pair.shape[0], 1], dtype: ScalarType.Float32, device: pair.device).bernoulli_(1 - Options.PairDropout, generator)
        : pair;

    private Tensor Normalize(Tensor hidden) => Options.NormalizeHidden
        ? nn.functional.layer_norm(hidden, [HiddenDim], get_parameter(NormWeightName)!, get_parameter(NormBiasName)!, NormEpsilon)
        : hidden;
}
