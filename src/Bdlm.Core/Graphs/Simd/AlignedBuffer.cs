using System.Runtime.InteropServices;

namespace Bdlm.Graphs.Simd;

/// <summary>Unmanaged floats on a cache line's bound, not cleared. Released by <see cref="Dispose"/> or the finaliser.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint CacheLine = 64;

    private void* _data;

    /// <summary>Allocates.</summary>
    /// <param name="length">The number of floats.</param>
    public AlignedBuffer(long length)
    {
        Length = length;
        _data = NativeMemory.AlignedAlloc((nuint)Math.Max(1, length) * sizeof(float), CacheLine);
    }

    /// <summary>Releases what was never disposed of.</summary>
    ~AlignedBuffer() => Release();

    /// <summary>The number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float.</summary>
    public nint Data => (nint)_data;

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
