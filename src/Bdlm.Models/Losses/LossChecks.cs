using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>What every loss asks of its scores.</summary>
internal static class LossChecks
{
    /// <summary>Throws unless the tensor is a vector with at least one value: the mean over nothing is no number.</summary>
    public static void Vector(Tensor scores, string name)
    {
        TensorGuard.Shape(scores, name, "[batch]", "Flatten it first.", TensorGuard.Any);
        if (scores.shape[0] == 0)
        {
            throw new ArgumentException($"{name} has shape [0]; expected at least one score. Leave out empty batches.", name);
        }
    }
}
