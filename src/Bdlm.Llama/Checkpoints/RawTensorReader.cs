using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

/// <summary>Fills tensors with little-endian float32 values straight from a file.</summary>
internal sealed class RawTensorReader(Stream file)
{
    /// <summary>Rows are read in pieces below this size, because a span ends at 2 GB.</summary>
    private const long LargestPiece = 1L << 30;

    /// <summary>Fills a contiguous float32 tensor on the CPU.</summary>
    /// <exception cref="EndOfStreamException">The file ends too early.</exception>
    public void Read(Tensor target)
    {
        using var frozen = no_grad();
        long rows = target.shape[0];
        long bytesPerRow = Math.Max(1, target.numel() / rows * sizeof(float));
        long step = Math.Max(1, LargestPiece / bytesPerRow);
        for (long row = 0; row < rows; row += step)
        {
            using Tensor piece = target.narrow(0, row, Math.Min(step, rows - row));
            file.ReadExactly(piece.bytes);
        }
    }
}
