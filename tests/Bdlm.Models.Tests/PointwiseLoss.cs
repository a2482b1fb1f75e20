using Bdlm.Losses;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests;

/// <summary>Cross-entropy over positives with label 1 and negatives with label 0.</summary>
internal static class PointwiseLoss
{
    public static Tensor Compute(Tensor positive, Tensor negative) =>
        BinaryCrossEntropyLoss.Compute(cat([positive, negative]), cat([ones_like(positive), zeros_like(negative)]));
}
