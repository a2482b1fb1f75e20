namespace Bdlm.Graphs.Simd;

/// <summary>Where the layers of one column tile read and write.</summary>
/// <param name="First">Holds the source's columns.</param>
/// <param name="Odd">Receives layers 1, 3, 5, … except the last.</param>
/// <param name="Even">Receives layers 2, 4, 6, … except the last.</param>
/// <param name="Sum">Gathers the sum before the last layer.</param>
/// <param name="Result">Receives what the last layer gives.</param>
internal readonly unsafe record struct TileBuffers(FloatRows First, FloatRows Odd, FloatRows Even, FloatRows Sum, FloatRows Result)
{
    /// <summary>All columns at once: the source is read in place and the sum grows in the result; two work buffers.</summary>
    public static TileBuffers Whole(FloatRows source, AlignedBuffer workspace, int rows, int width, FloatRows result) =>
        new(source, Part(workspace, 0, rows, width), Part(workspace, 1, rows, width), result, result);

    /// <summary>
    /// Some columns: they are copied to the first buffer, which serves again from layer 2 on. Up to the last layer all
    /// reading and writing stays within three buffers.
    /// </summary>
    public static TileBuffers Packed(AlignedBuffer workspace, int rows, int width, FloatRows result)
    {
        FloatRows first = Part(workspace, 0, rows, width);
        return new(first, Part(workspace, 1, rows, width), first, Part(workspace, 2, rows, width), result);
    }

    /// <summary>Where a layer before the last writes.</summary>
    public FloatRows TargetOf(int layer) => layer % 2 == 1 ? Odd : Even;

    private static FloatRows Part(AlignedBuffer workspace, int index, int rows, int width) =>
        new((nint)((float*)workspace.Data + ((long)index * rows * width)), width);
}
