using System.Numerics;
using System.Runtime.InteropServices;
using Bdlm.Graphs.Simd;
using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>
/// Adds rows to rows of a table, one after the other in the order given, so that sums do not depend on the number of threads.
/// torch's own <c>index_add_</c> does the same with a small dispatch for each row.
/// </summary>
internal static unsafe class RowScatter
{
    /// <summary>Whether a matrix is contiguous float32 on the CPU, as the loops over memory need it.</summary>
    public static bool IsPlain(Tensor matrix) =>
        matrix.dtype == ScalarType.Float32 && matrix.device_type == DeviceType.CPU && matrix.is_contiguous();

    /// <summary>table[ids[k]] += rows[k] for all k.</summary>
    /// <param name="table"><c>[count, dim]</c>; changed in place.</param>
    /// <param name="ids"><c>[n]</c>, int64, in range; may repeat.</param>
    /// <param name="rows"><c>[n, dim]</c>.</param>
    /// <exception cref="ArgumentException">The widths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table; nothing was added.</exception>
    public static void AddTo(Tensor table, Tensor ids, Tensor rows)
    {
        if (ids.shape[0] == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        if (!IsPlain(table) || !IsPlain(rows))
        {
            table.index_add_(0, ids.to(table.device), rows, KeptScalar.Of(1));
            return;
        }

        TensorGuard.Shape(rows, nameof(rows), "[n, dim]", "Give rows as wide as the table's.", ids.shape[0], table.shape[1]);

        using Tensor places = ids.cpu().contiguous();
        ReadOnlySpan<long> named = MemoryMarshal.Cast<byte, long>(places.bytes);
        CheckRange(named, table.shape[0]);
        AddTo(TensorMemory.Rows(table), named, TensorMemory.Rows(rows), (int)table.shape[1]);
    }

    /// <summary>Sets the named rows to zero; the ids as in <see cref="AddTo(Tensor, Tensor, Tensor)"/>.</summary>
    public static void Clear(Tensor table, Tensor ids)
    {
        if (ids.shape[0] == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        if (!IsPlain(table))
        {
            table.index_fill_(0, ids.to(table.device), KeptScalar.Of(0));
            return;
        }

        int width = (int)table.shape[1];
        FloatRows rows = TensorMemory.Rows(table);
        ReadOnlySpan<long> named = MemoryMarshal.Cast<byte, long>(ids.cpu().contiguous().bytes);
        CheckRange(named, table.shape[0]);
        foreach (long id in named)
        {
            new Span<float>(rows.At((int)id, 0), width).Clear();
        }
    }

    /// <summary>Throws unless all ids are rows: the loops over memory would write anywhere.</summary>
    public static void CheckRange(ReadOnlySpan<long> ids, long count)
    {
        foreach (long id in ids)
        {
            if ((ulong)id >= (ulong)count)
            {
                throw new ArgumentOutOfRangeException(nameof(ids), $"ids holds {id}; expected values in [0, {count}). Give ids of the table's rows.");
            }
        }
    }

    private static void AddTo(FloatRows table, ReadOnlySpan<long> ids, FloatRows rows, int width)
    {
        for (int row = 0; row < ids.Length; row++)
        {
            float* source = rows.At(row, 0);
            float* target = table.At((int)ids[row], 0);
            RowPrefetch.Ahead(table, ids, row, width);
            int column = 0;
            for (; column + Vector<float>.Count <= width; column += Vector<float>.Count)
            {
                (Vector.Load(target + column) + Vector.Load(source + column)).Store(target + column);
            }

            for (; column < width; column++)
            {
                target[column] += source[column];
            }
        }
    }
}
