using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bdlm.Graphs.Simd;

/// <summary>
/// Computes rows of a <see cref="LayerProduct"/> with one vector width. A row's sums stay in registers over all its
/// entries, and each column is summed in the order of the entries: results depend on neither width nor partition.
/// </summary>
internal static unsafe class RowProduct<TLane, TVector>
    where TLane : struct, ISimdLane<TVector>
    where TVector : struct
{
    // How many entries ahead a row of the source is asked for: far enough to hide a trip to the last cache level.
    private const int LookAhead = 12;

    /// <summary>Computes the rows [firstRow, endRow).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(in LayerProduct layer, int firstRow, int endRow)
    {
        for (int row = firstRow; row < endRow; row++)
        {
            int column = 0;
            for (; column <= layer.Width - (4 * TLane.Width); column += 4 * TLane.Width)
            {
                FourVectors(layer, row, column);
            }

            column = SingleVectors(layer, row, column);
            column = RowProduct<Lane128, Vector128<float>>.SingleVectors(layer, row, column);
            RowProduct<ScalarLane, float>.SingleVectors(layer, row, column);
        }
    }

    /// <summary>Computes as many whole vectors of a row as fit from a column on; returns the first column left over.</summary>
    private static int SingleVectors(in LayerProduct layer, int row, int column)
    {
        for (; column <= layer.Width - TLane.Width; column += TLane.Width)
        {
            OneVector(layer, row, column);
        }

        return column;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors(in LayerProduct layer, int row, int column)
    {
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        float* source = layer.Source.At(0, column);
        nint stride = layer.Source.Stride;
        int end = layer.RowStarts[row + 1];
        for (int entry = layer.RowStarts[row]; entry < end; entry++)
        {
            AskFor(source + (layer.Columns[Math.Min(entry + LookAhead, layer.LastEntry)] * stride));
            TVector weight = TLane.Broadcast(layer.Values[entry]);
            float* part = source + (layer.Columns[entry] * stride);
            sum0 = TLane.MultiplyAdd(weight, TLane.Load(part), sum0);
            sum1 = TLane.MultiplyAdd(weight, TLane.Load(part + TLane.Width), sum1);
            sum2 = TLane.MultiplyAdd(weight, TLane.Load(part + (2 * TLane.Width)), sum2);
            sum3 = TLane.MultiplyAdd(weight, TLane.Load(part + (3 * TLane.Width)), sum3);
        }

        Finish(layer, row, column, sum0);
        Finish(layer, row, column + TLane.Width, sum1);
        Finish(layer, row, column + (2 * TLane.Width), sum2);
        Finish(layer, row, column + (3 * TLane.Width), sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector(in LayerProduct layer, int row, int column)
    {
        TVector sum = default;
        float* source = layer.Source.At(0, column);
        nint stride = layer.Source.Stride;
        int end = layer.RowStarts[row + 1];
        for (int entry = layer.RowStarts[row]; entry < end; entry++)
        {
            TVector weight = TLane.Broadcast(layer.Values[entry]);
            sum = TLane.MultiplyAdd(weight, TLane.Load(source + (layer.Columns[entry] * stride)), sum);
        }

        Finish(layer, row, column, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AskFor(float* part)
    {
        if (Sse.IsSupported)
        {
            for (int line = 0; line < 4 * TLane.Width; line += 16)
            {
                Sse.Prefetch0(part + line);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in LayerProduct layer, int row, int column, TVector product)
    {
        if (layer.Target.Exist)
        {
            TLane.Store(product, layer.Target.At(row, column));
        }

        if (layer.Sum.Exist)
        {
            TVector sum = TLane.Add(TLane.Load(layer.SumBase.At(row, column)), product);
            TLane.Store(TLane.Multiply(sum, TLane.Broadcast(layer.Scale)), layer.Sum.At(row, column));
        }
    }
}
