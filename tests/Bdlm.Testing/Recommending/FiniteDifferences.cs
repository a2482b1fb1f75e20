using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Testing.Recommending;

/// <summary>Checks gradients against central differences.</summary>
public static class FiniteDifferences
{
    /// <summary>Asserts that the gradient of a scalar function with respect to some entries of a parameter is right.</summary>
    /// <param name="function">Computes the scalar anew from the parameter's present values.</param>
    /// <param name="name">The parameter's name, for the message.</param>
    /// <param name="parameter">Float32 or float64, contiguous, on the CPU.</param>
    /// <param name="entries">How many entries to look at, spread evenly.</param>
    /// <param name="step">How far to move each way.</param>
    /// <param name="tolerance">The error allowed: this much, and this share of the gradient.</param>
    public static void Check(Func<Tensor> function, string name, Parameter parameter, int entries, double step, double tolerance)
    {
        double[] gradient = Gradient(function, parameter);
        long stride = Math.Max(1, parameter.numel() / entries);
        for (long entry = 0; entry < parameter.numel(); entry += stride)
        {
            double difference = (At(function, parameter, entry, step) - At(function, parameter, entry, -step)) / (2 * step);
            double error = Math.Abs(difference - gradient[entry]);
            Assert.True(
                error <= tolerance * (1 + Math.Abs(difference)),
                $"{name}[{entry}]: gradient {gradient[entry]}, central difference {difference}.");
        }
    }

    private static double[] Gradient(Func<Tensor> function, Parameter parameter)
    {
        using var scope = NewDisposeScope();
        parameter.grad?.zero_();
        function().backward();
        Assert.NotNull(parameter.grad);
        return parameter.grad!.to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static double At(Func<Tensor> function, Parameter parameter, long entry, double step)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor value = parameter.detach().view(-1).narrow(0, entry, 1);
        Tensor kept = value.clone();
        value.add_(step);
        double result = function().to(ScalarType.Float64).item<double>();
        value.copy_(kept);
        return result;
    }
}
