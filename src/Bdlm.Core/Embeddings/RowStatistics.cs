using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>How large rows are.</summary>
public static class RowStatistics
{
    /// <summary>The root mean square of all values of a table, computed in float32; 0 for an empty table.</summary>
    /// <param name="rows">Any shape, any floating dtype.</param>
    public static double RootMeanSquare(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.numel() == 0)
        {
            return 0;
        }

        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return Math.Sqrt(rows.to(ScalarType.Float32).Squared().mean().item<float>());
    }
}
