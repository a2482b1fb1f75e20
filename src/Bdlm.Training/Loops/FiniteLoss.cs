using static TorchSharp.torch;

namespace Bdlm.Loops;

/// <summary>Reads a loss and refuses one that is not a finite number.</summary>
internal static class FiniteLoss
{
    /// <summary>The value of a scalar loss.</summary>
    /// <exception cref="TrainingDivergedException">The loss is NaN or infinite.</exception>
    public static double Require(Tensor loss, string name, long step)
    {
        double value = loss.item<float>();
        return double.IsFinite(value) ? value : throw new TrainingDivergedException(name, value, step);
    }
}
