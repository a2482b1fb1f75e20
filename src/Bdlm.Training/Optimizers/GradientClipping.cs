using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>The length of all gradients taken together, and its limit (Pascanu et al., 2013).</summary>
public static class GradientClipping
{
    private const long Block = 1 << 20;

    /// <summary>√ Σ g²: the Euclidean norm over the gradients of all parameters, summed up in float64.</summary>
    /// <param name="parameters">The parameters, on any devices; those without a gradient count as 0.</param>
    /// <returns>The norm; NaN or infinite where a gradient is.</returns>
    public static double GlobalNorm(IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return Norm(Gradients(parameters));
    }

    /// <summary>
    /// Multiplies all gradients with min(1, maxNorm / norm), so that together they are no longer than
    /// <paramref name="maxNorm"/> and keep their direction.
    /// </summary>
    /// <param name="parameters">The parameters whose gradients are changed in place.</param>
    /// <param name="maxNorm">The limit, finite and above 0.</param>
    /// <returns>The norm before. Where it is NaN or infinite nothing is changed: check it before the step.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not a finite number above 0.</exception>
    public static double Clip(IEnumerable<Parameter> parameters, double maxNorm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(maxNorm > 0 && double.IsFinite(maxNorm)))
        {
            throw new ArgumentOutOfRangeException(nameof(maxNorm), $"maxNorm is {maxNorm}; expected a finite number above 0. Leave clipping out for no limit.");
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        List<Tensor> gradients = Gradients(parameters);
        double norm = Norm(gradients);
        if (double.IsFinite(norm) && norm > maxNorm)
        {
            foreach (Tensor gradient in gradients)
            {
                gradient.mul_(KeptScalar.Of(maxNorm / norm));
            }
        }

        return norm;
    }

    private static List<Tensor> Gradients(IEnumerable<Parameter> parameters)
    {
        List<Tensor> gradients = [];
        foreach (Parameter parameter in parameters)
        {
            if (parameter.grad is { } gradient)
            {
                gradients.Add(gradient);
            }
        }

        return gradients;
    }

    // One number a device crosses to the host, not one a parameter.
    private static double Norm(List<Tensor> gradients)
    {
        double total = 0;
        foreach (var onDevice in gradients.GroupBy(gradient => gradient.device.ToString()))
        {
            Tensor[] squares = [.. onDevice.Select(SquaredNorm)];
            total += stack(squares).sum().item<double>();
        }

        return Math.Sqrt(total);
    }

    // Block by block: a copy of a table's whole gradient in float64 would be twice the gradient.
    private static Tensor SquaredNorm(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        Tensor flat = gradient.reshape(-1);
        Tensor total = zeros([], ScalarType.Float64, gradient.device);
        for (long first = 0; first < flat.shape[0]; first += Block)
        {
            using var inner = NewDisposeScope();
            Tensor values = flat.narrow(0, first, Math.Min(Block, flat.shape[0] - first)).to(ScalarType.Float64);
            total.PlusInPlace(TensorFunctions.Sum(values.mul_(values)));
        }

        return total.MoveToOuterDisposeScope();
    }
}
