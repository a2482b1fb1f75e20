using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Initialization;

/// <summary>
/// Draws the first values of parameters from one seed. Values are drawn on the CPU and then moved, so that a seed means
/// the same on every device. Parameters outlive the dispose scope that they are made in.
/// </summary>
internal sealed class ParameterInitializer : IDisposable
{
    private readonly Generator _generator;
    private readonly Device _device;

    /// <summary>Starts a sequence of draws.</summary>
    public ParameterInitializer(int seed, Device? device)
    {
        _generator = new Generator((ulong)(uint)seed);
        _device = device ?? CPU;
    }

    /// <summary>Independent normal values with mean 0.</summary>
    public Parameter Normal(double std, params long[] sizes)
    {
        using var scope = NewDisposeScope();
        return Keep(randn(sizes, ScalarType.Float32, CPU, generator: _generator).mul_(KeptScalar.Of(std)));
    }

    /// <summary>Uniform values in (−√(6 / (fanIn + fanOut)), +…), as Keras' "glorot_uniform", for <c>[fanOut, fanIn]</c>.</summary>
    public Parameter GlorotUniform(long fanOut, long fanIn) => Uniform(Math.Sqrt(6.0 / (fanIn + fanOut)), fanOut, fanIn);

    /// <summary>Uniform values in (−√(3 / fanIn), +…), as Keras' "lecun_uniform", for <c>[fanIn]</c>.</summary>
    public Parameter LecunUniform(long fanIn) => Uniform(Math.Sqrt(3.0 / fanIn), fanIn);

    /// <summary>Uniform values in (−limit, limit).</summary>
    public Parameter Within(double limit, params long[] sizes) => Uniform(limit, sizes);

    /// <summary>Normal values with mean 0 of which those beyond two deviations are drawn again, as TensorFlow's "truncated_normal".</summary>
    public Parameter TruncatedNormal(double std, params long[] sizes)
    {
        // The inverse of the distribution function at a uniform value between those of −2 and 2: erf(2 / √2) = 0.9545.
        const double WithinTwo = 0.954499736103642;
        using var scope = NewDisposeScope();
        Tensor uniform = rand(sizes, ScalarType.Float64, CPU, generator: _generator).mul_(KeptScalar.Of(2 * WithinTwo)).sub_(KeptScalar.Of(WithinTwo));
        return Keep(uniform.erfinv_().mul_(KeptScalar.Of(Math.Sqrt(2) * std)).to(ScalarType.Float32));
    }

    /// <summary>Zeros.</summary>
    public Parameter Zeros(params long[] sizes) => Constant(0, sizes);

    /// <summary>One value in all places.</summary>
    public Parameter Constant(double value, params long[] sizes)
    {
        using var scope = NewDisposeScope();
        return Keep(full(sizes, KeptScalar.Of(value), dtype: ScalarType.Float32));
    }

    /// <summary>A copy of given values.</summary>
    public Parameter From(Tensor values)
    {
        using var scope = NewDisposeScope();
        return Keep(values.detach().to(ScalarType.Float32).clone());
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();

    private Parameter Uniform(double limit, params long[] sizes)
    {
        using var scope = NewDisposeScope();
        return Keep(rand(sizes, ScalarType.Float32, CPU, generator: _generator).mul_(KeptScalar.Of(2 * limit)).sub_(KeptScalar.Of(limit)));
    }

    private Parameter Keep(Tensor values)
    {
        var parameter = new Parameter(values.to(_device));
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
