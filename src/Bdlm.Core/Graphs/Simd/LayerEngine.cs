using System.Runtime.Intrinsics;

namespace Bdlm.Graphs.Simd;

/// <summary>Runs layers over column tiles and rows over threads.</summary>
internal sealed unsafe class LayerEngine : IDisposable
{
    // Four vectors of 512 bits: what the row product keeps in registers.
    private const int DefaultTile = 64;

    // Up to this width rows are used in place; beyond it their tiles are packed first.
    private const int WidestWhole = 128;

    private readonly CsrMatrix _matrix;
    private readonly RowPartition _partition;
    private readonly int? _tile;
    private AlignedBuffer? _spare;

    /// <summary>Plans the work for one matrix.</summary>
    public LayerEngine(CsrMatrix matrix, int threads, int? tile)
    {
        _matrix = matrix;
        _partition = new RowPartition(matrix.RowStarts, threads);
        _tile = tile;
    }

    /// <summary>Writes the last layer, or the mean of all layers and the source, to the result.</summary>
    /// <param name="source">Contiguous rows, <c>[nodes, width]</c>.</param>
    /// <param name="result">Contiguous rows, <c>[nodes, width]</c>; not the source.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="layers">At least 1; exactly 1 unless the mean is asked for.</param>
    /// <param name="mean">Whether to write the mean.</param>
    public void Run(FloatRows source, FloatRows result, int width, int layers, bool mean)
    {
        int tile = Math.Min(width, _tile ?? (width <= WidestWhole ? width : DefaultTile));
        bool pack = tile < width;
        int buffers = pack ? (layers == 1 ? 1 : 3) : Math.Min(layers - 1, 2);
        AlignedBuffer workspace = Take((long)buffers * _matrix.RowCount * tile);
        for (int column = 0; column < width; column += tile)
        {
            int columns = Math.Min(tile, width - column);
            TileBuffers place = pack
                ? TileBuffers.Packed(workspace, _matrix.RowCount, tile, result.From(column))
                : TileBuffers.Whole(source, workspace, _matrix.RowCount, tile, result);
            if (pack)
            {
                Pack(source.From(column), place.First, columns);
            }

            RunTile(place, columns, layers, mean);
        }

        GiveBack(workspace);
    }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _spare, null)?.Dispose();

    private void RunTile(TileBuffers place, int columns, int layers, bool mean)
    {
        FloatRows current = place.First;
        for (int layer = 1; layer <= layers; layer++)
        {
            bool last = layer == layers;
            var product = new LayerProduct
            {
                LastEntry = _matrix.EntryCount - 1,
                Width = columns,
                Source = current,
                Target = !last ? place.TargetOf(layer) : mean ? default : place.Result,
                SumBase = layer == 1 ? place.First : place.Sum,
                Sum = !mean ? default : last ? place.Result : place.Sum,
                Scale = last ? 1f / (layers + 1) : 1,
            };
            RunLayer(product);
            current = product.Target;
        }
    }

    private void RunLayer(LayerProduct layer)
    {
        fixed (int* starts = _matrix.RowStarts, columns = _matrix.Columns)
        fixed (float* values = _matrix.Values)
        {
            layer.RowStarts = starts;
            layer.Columns = columns;
            layer.Values = values;
            _partition.Run((firstRow, endRow) => RunRows(layer, firstRow, endRow));
        }
    }

    private static void RunRows(in LayerProduct layer, int firstRow, int endRow)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RowProduct<Lane512, Vector512<float>>.Rows(layer, firstRow, endRow);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            RowProduct<Lane256, Vector256<float>>.Rows(layer, firstRow, endRow);
        }
        else
        {
            RowProduct<Lane128, Vector128<float>>.Rows(layer, firstRow, endRow);
        }
    }

    // Copies some columns of all rows side by side: a power-of-two stride would crowd them into few cache sets.
    private void Pack(FloatRows source, FloatRows target, int columns) => _partition.Run((firstRow, endRow) =>
    {
        for (int row = firstRow; row < endRow; row++)
        {
            new ReadOnlySpan<float>(source.At(row, 0), columns).CopyTo(new Span<float>(target.At(row, 0), columns));
        }
    });

    // One workspace is kept for the next call: fresh pages would cost as much as a product.
    private AlignedBuffer Take(long length)
    {
        AlignedBuffer? spare = Interlocked.Exchange(ref _spare, null);
        if (spare?.Length >= length)
        {
            return spare;
        }

        spare?.Dispose();
        return new AlignedBuffer(length);
    }

    private void GiveBack(AlignedBuffer workspace) => Interlocked.Exchange(ref _spare, workspace)?.Dispose();
}
