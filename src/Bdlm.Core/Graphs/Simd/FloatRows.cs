using System.Runtime.CompilerServices;

namespace Bdlm.Graphs.Simd;

/// <summary>Rows of floats in unmanaged memory, or some columns of them; <c>default</c> stands for "none".</summary>
/// <param name="Data">The first float of the first row.</param>
/// <param name="Stride">The floats from one row's start to the next one's.</param>
internal readonly unsafe record struct FloatRows(nint Data, nint Stride)
{
    /// <summary>Whether there are rows at all.</summary>
    public bool Exist => Data != 0;

    /// <summary>The same rows from a later column on.</summary>
    public FloatRows From(int column) => new((nint)((float*)Data + column), Stride);

    /// <summary>Where a column of a row lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* At(int row, int column) => (float*)Data + (row * Stride) + column;
}
