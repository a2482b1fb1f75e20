using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Graphs.Simd;

/// <summary>Adds rows of one tensor to rows of another.</summary>
internal static unsafe class RowAccumulation
{
    /// <summary>
    /// target[rows[p]] += values[p], in this order. On the CPU torch would start an operator for each row; elsewhere it
    /// serves.
    /// </summary>
    /// <param name="values"><c>[rows, dim]</c>, float32.</param>
    /// <param name="rows">The row that each value belongs to; may repeat.</param>
    /// <param name="target"><c>[*, dim]</c>, float32, contiguous.</param>
    public static void Add(Tensor values, long[] rows, Tensor target)
    {
        using var scope = NewDisposeScope();
        if (target.device_type != DeviceType.CPU)
        {
            target.index_add_(0, tensor(rows, device: target.device), values, KeptScalar.Of(1));
            return;
        }

        Tensor source = values.detach().contiguous();
        (FloatRows from, FloatRows to) = (TensorMemory.Rows(source), TensorMemory.Rows(target));
        int width = (int)target.shape[1];
        for (int place = 0; from.Exist && place < rows.Length; place++)
        {
            RowSums.Add(from.At(place, 0), (float*)to.Data + (rows[place] * (nint)width), width);
        }
    }
}
