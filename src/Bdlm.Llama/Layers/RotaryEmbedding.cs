using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// Tables of cosines and sines, computed in float64, kept for the device and dtype in use and grown as longer sequences come. For
/// half precision they stay float32, as a position far out has an angle that eight bits cannot tell from its neighbour's.
/// </summary>
/// <remarks>Thread-safe: a table may be replaced by a longer one while others read; what they were given holds its memory.</remarks>
/// <param name="headDim">The width of one head.</param>
/// <param name="theta">The base of the wavelengths.</param>
/// <param name="maxLength">The longest sequence.</param>
/// <param name="scaling">Null for none.</param>
internal sealed class RotaryEmbedding(int headDim, double theta, int maxLength, RopeScaling? scaling = null) : IDisposable
{
    private const int SmallestTable = 256;

    private readonly Lock _gate = new();
    private readonly RotaryFrequencies _frequencies = new(headDim, theta, scaling);
    private Tensor? _cosines;
    private Tensor? _signedSines;

    /// <summary>Whether sequences of this many tokens turn at speeds of their own, so that <see cref="Beyond"/> is to be asked.</summary>
    public bool DependsOn(long length) => _frequencies.DependOn(length);

    /// <summary>The angles of positions <paramref name="start"/>, <paramref name="start"/> + 1, …, equal in all rows.</summary>
    public RotaryAngles Consecutive(long start, long length, Device device, ScalarType dtype)
    {
        lock (_gate)
        {
            (Tensor cosines, Tensor sines) = Tables(start + length, device, dtype);
            return new RotaryAngles(cosines.narrow(0, start, length), sines.narrow(0, start, length));
        }
    }

    /// <summary>The angles of the given positions, <c>[batch, length]</c>, int64, below <paramref name="end"/>.</summary>
    public RotaryAngles At(Tensor positions, long end, ScalarType dtype)
    {
        Tensor flat = positions.flatten();
        long[] shape = [positions.shape[0], positions.shape[1], 1, headDim];
        lock (_gate)
        {
            (Tensor cosines, Tensor sines) = Tables(end, positions.device, dtype);
            return new RotaryAngles(cosines.index_select(0, flat).view(shape), sines.index_select(0, flat).view(shape));
        }
    }

    /// <summary>
    /// The angles where each row's own number of real tokens decides, so that a sequence's result does not hang on what else is in
    /// its batch.
    /// </summary>
    /// <param name="positions"><c>[batch, length]</c>, int64.</param>
    /// <param name="realTokens"><c>[batch]</c>, int64: the length of each sequence.</param>
    /// <param name="dtype">Of the heads.</param>
    public RotaryAngles Beyond(Tensor positions, Tensor realTokens, ScalarType dtype)
    {
        long[] places = positions.cpu().contiguous().data<long>().ToArray();
        double[][] speeds = [.. realTokens.cpu().data<long>().ToArray().Select(_frequencies.Of)];
        long length = positions.shape[1];
        long[] shape = [positions.shape[0], length, 1, headDim];
        return new RotaryAngles(Make(Math.Cos, firstHalfSign: 1), Make(Math.Sin, firstHalfSign: -1));

        Tensor Make(Func<double, double> function, int firstHalfSign)
        {
            var values = new double[places.Length * headDim];
            for (int place = 0; place < places.Length; place++)
            {
                Fill(values.AsSpan(place * headDim, headDim), places[place], speeds[place / length], function, firstHalfSign);
            }

            return tensor(values, shape, dtype: TableType(dtype), device: positions.device);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Release();
        }
    }

    private void Release()
    {
        _cosines?.Dispose();
        _signedSines?.Dispose();
    }

    // To be called, and its result to be read, within the lock.
    private (Tensor Cosines, Tensor SignedSines) Tables(long length, Device device, ScalarType dtype)
    {
        ScalarType type = TableType(dtype);
        if (_cosines is null || _cosines.shape[0] < length || _cosines.dtype != type || !Same(_cosines.device, device))
        {
            long rows = Math.Min(maxLength, Math.Max(Math.Max(length, SmallestTable), 2 * (_cosines?.shape[0] ?? 0)));
            Release();
            _cosines = Table(rows, Math.Cos, firstHalfSign: 1, device, type);
            _signedSines = Table(rows, Math.Sin, firstHalfSign: -1, device, type);
        }

        return (_cosines, _signedSines!);
    }

    private Tensor Table(long rows, Func<double, double> function, int firstHalfSign, Device device, ScalarType dtype)
    {
        double[] speeds = _frequencies.Of(length: 1);
        var values = new double[rows * headDim];
        for (long position = 0; position < rows; position++)
        {
            Fill(values.AsSpan((int)(position * headDim), headDim), position, speeds, function, firstHalfSign);
        }

        // A table first made while generating must serve a later backward pass too, which inference tensors cannot.
        using var lasting = inference_mode(false);
        return tensor(values, [rows, 1, headDim], dtype: dtype, device: device).DetachFromDisposeScope();
    }

    private static void Fill(Span<double> head, long position, double[] speeds, Func<double, double> function, int firstHalfSign)
    {
        for (int pair = 0; pair < speeds.Length; pair++)
        {
            double value = function(position * speeds[pair]);
            head[pair] = firstHalfSign * value;
            head[speeds.Length + pair] = value;
        }
    }

    private static ScalarType TableType(ScalarType dtype) => dtype is ScalarType.BFloat16 or ScalarType.Float16 ? ScalarType.Float32 : dtype;

    private static bool Same(Device one, Device other) => one.type == other.type && one.index == other.index;
}
