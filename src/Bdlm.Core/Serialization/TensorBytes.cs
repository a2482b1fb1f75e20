using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>
/// Cuts a tensor's memory into slices that a span can cover (a span ends at 2 GB), so that tensors of any size are read
/// and written without a second copy in memory.
/// </summary>
internal static class TensorBytes
{
    /// <summary>The slices' size: large enough for the disk, small enough for a copy from a device to pass unnoticed.</summary>
    public const long SliceBytes = 64L << 20;

    /// <summary>
    /// The flat slices of a contiguous tensor in order, with their byte offset in it. They share the tensor's memory; the
    /// consumer disposes of each.
    /// </summary>
    public static IEnumerable<(Tensor Slice, long Offset)> Slices(Tensor contiguous, long sliceBytes = SliceBytes)
    {
        using Tensor flat = contiguous.view(-1);
        long count = flat.numel();
        long size = flat.element_size();
        long sliceCount = Math.Max(1, sliceBytes / size);
        for (long begin = 0; begin < count; begin += sliceCount)
        {
            yield return (flat.narrow(0, begin, Math.Min(sliceCount, count - begin)), begin * size);
        }
    }

    /// <summary>Writes a tensor's elements in row-major order, copying from its device slice by slice.</summary>
    public static void WriteTo(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor contiguous = tensor.detach().resolve_conj().resolve_neg().contiguous();
        foreach ((Tensor slice, _) in Slices(contiguous))
        {
            using (slice)
            using (Tensor local = slice.cpu())
            {
                stream.Write(local.bytes);
            }
        }
    }
}
