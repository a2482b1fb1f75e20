using static TorchSharp.torch;

namespace Bdlm.Loops;

/// <summary>Reads a loss and refuses one that is not a finite number.</summary>
internal static class FiniteLoss
{
    /// <summary>Refuses a gradient whose norm is not a finite number: it would spoil the optimiser's moments for good.</summary>
    /// <exception cref="TrainingDivergedException">The norm is NaN or infinite.</exception>
    public static void RequireNorm(double norm, string side, long step)
    {
        if (!double.IsFinite(norm))
        {
            throw new TrainingDivergedException($"the gradient norm of {side}", norm, step);
        }
    }

    /// <summary>The value of a scalar loss.</summary>
    /// <exception cref="TrainingDivergedException">The loss is NaN or infinite.</exception>
    public static double Require(Tensor loss, string name, long step)
    {
        double value = loss.to(ScalarType.Float64).item<double>();
        return double.IsFinite(value) ? value : throw new TrainingDivergedException(name, value, step);
    }
}
