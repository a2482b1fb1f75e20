using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// Tables of cosines and sines, computed in float64, kept for the device and dtype in use and grown as longer sequences come.
/// </summary>
internal sealed class RotaryEmbedding(int headDim, double theta, int maxLength) : IDisposable
{
    private const int SmallestTable = 256;

    private Tensor? _cosines;
    private Tensor? _signedSines;

    /// <summary>The angles of positions <paramref name="start"/>, <paramref name="start"/> + 1, …, equal in all rows.</summary>
    public RotaryAngles Consecutive(long start, long length, Device device, ScalarType dtype)
    {
        (Tensor cosines, Tensor sines) = Tables(start + length, device, dtype);
        return new RotaryAngles(cosines.narrow(0, start, length), sines.narrow(0, start, length));
    }

    /// <summary>The angles of the given positions, <c>[batch, length]</c>, int64, below <paramref name="end"/>.</summary>
    public RotaryAngles At(Tensor positions, long end, ScalarType dtype)
    {
        (Tensor cosines, Tensor sines) = Tables(end, positions.device, dtype);
        Tensor flat = positions.flatten();
        long[] shape = [positions.shape[0], positions.shape[1], 1, headDim];
        return new RotaryAngles(cosines.index_select(0, flat).view(shape), sines.index_select(0, flat).view(shape));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cosines?.Dispose();
        _signedSines?.Dispose();
    }

    private (Tensor Cosines, Tensor SignedSines) Tables(long length, Device device, ScalarType dtype)
    {
        if (_cosines is null || _cosines.shape[0] < length || _cosines.dtype != dtype || !Same(_cosines.device, device))
        {
            long rows = Math.Min(maxLength, Math.Max(Math.Max(length, SmallestTable), 2 * (_cosines?.shape[0] ?? 0)));
            Dispose();
            _cosines = Table(rows, Math.Cos, firstHalfSign: 1, device, dtype);
            _signedSines = Table(rows, Math.Sin, firstHalfSign: -1, device, dtype);
        }

        return (_cosines, _signedSines!);
    }

    private Tensor Table(long rows, Func<double, double> function, int firstHalfSign, Device device, ScalarType dtype)
    {
        int half = headDim / 2;
        var values = new double[rows * headDim];
        for (long position = 0; position < rows; position++)
        {
            for (int pair = 0; pair < half; pair++)
            {
                double value = function(position * Math.Pow(theta, -2.0 * pair / headDim));
                values[position * headDim + pair] = firstHalfSign * value;
                values[position * headDim + half + pair] = value;
            }
        }

        // A table first made while generating must serve a later backward pass too, which inference tensors cannot.
        using var lasting = inference_mode(false);
        return tensor(values, [rows, 1, headDim], dtype: dtype, device: device).DetachFromDisposeScope();
    }

    private static bool Same(Device one, Device other) => one.type == other.type && one.index == other.index;
}
