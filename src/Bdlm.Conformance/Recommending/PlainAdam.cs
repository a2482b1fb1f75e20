using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Recommending;

/// <summary>
/// Adam (Kingma and Ba, 2015) with its usual constants, for the small models that are trained here. TorchSharp's own makes scalars that a
/// garbage collection may free while native code reads them.
/// </summary>
internal sealed class PlainAdam : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double _learningRate;
    private readonly Parameter[] _parameters;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private int _steps;

    /// <param name="module">Its parameters are trained; they stay the caller's.</param>
    /// <param name="learningRate">Above 0.</param>
    public PlainAdam(nn.Module module, double learningRate)
    {
        _learningRate = learningRate;
        _parameters = [.. module.parameters()];
        _means = [.. _parameters.Select(LikeIt)];
        _squares = [.. _parameters.Select(LikeIt)];
    }

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        _steps++;
        for (int place = 0; place < _parameters.Length; place++)
        {
            if (_parameters[place].grad is { } gradient)
            {
                Move(_parameters[place], gradient, _means[place], _squares[place]);
            }
        }
    }

    /// <summary>Releases the moments.</summary>
    public void Dispose()
    {
        foreach (Tensor moment in _means.Concat(_squares))
        {
            moment.Dispose();
        }
    }

    private static Tensor LikeIt(Parameter parameter) => zeros_like(parameter).DetachFromDisposeScope();

    private void Move(Parameter parameter, Tensor gradient, Tensor mean, Tensor square)
    {
        mean.mul_(KeptScalar.Of(Beta1)).add_(gradient, KeptScalar.Of(1 - Beta1));
        square.mul_(KeptScalar.Of(Beta2)).addcmul_(gradient, gradient, KeptScalar.Of(1 - Beta2));
        Tensor root = square.sqrt().div_(KeptScalar.Of(Math.Sqrt(1 - Math.Pow(Beta2, _steps)))).PlusInPlace(Epsilon);
        parameter.addcdiv_(mean, root, KeptScalar.Of(-_learningRate / (1 - Math.Pow(Beta1, _steps))));
    }
}
