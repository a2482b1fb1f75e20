using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Language.Adapters;

/// <summary>
/// LoRA at one linear map: y = W x + b + (α / r) · B A x, with A <c>[rank, inputs]</c> and B <c>[outputs, rank]</c>. B starts at zero, so that
/// at first nothing changes; A is drawn uniformly from ±1/√inputs, which is Kaiming's rule with a = √5.
/// </summary>
/// <remarks>
/// Both matrices are float32 also beside a model in half precision (float64 beside float64): steps of the usual size would be lost in the
/// rounding of bfloat16. The input is converted, the result rounded to the map's output.
/// </remarks>
public sealed class LoraLayer : nn.Module, ILinearAdapter
{
    private const string NameOfA = "lora_A";
    private const string NameOfB = "lora_B";

    private readonly LoraDropout _dropout;
    private readonly double _scale;
    private readonly int _index;

    internal LoraLayer(ILinearSite site, int index, LoraOptions options, LoraDropout dropout, Generator generator)
        : base(nameof(LoraLayer))
    {
        (Site, _index, _scale, _dropout) = (site, index, options.Scale, dropout);
        using var scope = NewDisposeScope();
        Parameter weight = site.Weight;
        ScalarType dtype = weight.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        double bound = 1 / Math.Sqrt(weight.shape[1]);
        Tensor drawn = empty(options.Rank, weight.shape[1], dtype: ScalarType.Float32, device: CPU).uniform_(-bound, bound, generator);
        Register(NameOfA, drawn.to(dtype).to(weight.device));
        Register(NameOfB, zeros(weight.shape[0], options.Rank, dtype: dtype, device: weight.device));
    }

    /// <summary>The name of the adapted map.</summary>
    public string SiteName => Site.Name;

    /// <summary>A, <c>[rank, inputs]</c>. Read it anew after moving the model.</summary>
    public Parameter A => get_parameter(NameOfA)!;

    /// <summary>B, <c>[outputs, rank]</c>. Read it anew after moving the model.</summary>
    public Parameter B => get_parameter(NameOfB)!;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => [A, B];

    /// <inheritdoc/>
    public long RandomState
    {
        get => _dropout.PassSeed;
        set => _dropout.PassSeed = value;
    }

    internal ILinearSite Site { get; }

    /// <inheritdoc/>
    public Tensor Adapt(Tensor input, Tensor output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        using var scope = NewDisposeScope();
        Parameter a = A;
        Tensor precise = input.dtype == a.dtype ? input : input.to(a.dtype);
        Tensor reduced = nn.functional.linear(training ? _dropout.Apply(precise, _index) : precise, a).Times(_scale);
        Tensor added = nn.functional.linear(reduced, B);
        return output.Plus(added.dtype == output.dtype ? added : added.to(output.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>(α / r) · B A, <c>[outputs, inputs]</c>, the dtype of A. The caller disposes.</summary>
    internal Tensor Change()
    {
        using var scope = NewDisposeScope();
        return B.mm(A).Times(_scale).MoveToOuterDisposeScope();
    }

    /// <summary>Does nothing: the parts are registered by hand.</summary>
    protected override void RegisterComponents()
    {
    }

    private void Register(string name, Tensor values)
    {
        var parameter = new Parameter(values);
        parameter.DetachFromDisposeScope();
        register_parameter(name, parameter);
    }
}
