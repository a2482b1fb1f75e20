using System.Globalization;

namespace Bdlm.Graphs;

/// <summary>The rules that the arrays of a <see cref="CsrMatrix"/> keep.</summary>
internal static class CsrChecks
{
    /// <summary>The most entries that 32-bit positions and one array can hold.</summary>
    public static long MaxEntries => Array.MaxLength;

    /// <summary>Throws where a matrix would have more entries than 32-bit positions can name.</summary>
    /// <param name="count">The number of entries.</param>
    /// <param name="what">What holds them, as the message's subject.</param>
    public static void EntryCount(long count, string what)
    {
        if (count > MaxEntries)
        {
            throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"{what} needs {count} matrix entries; expected at most {MaxEntries}, the most that 32-bit positions hold. Split the graph or filter it by k-core first."));
        }
    }

    /// <summary>Checks lengths and that row starts begin at 0, never fall and end at the number of entries.</summary>
    public static void Starts(int rowCount, int[] rowStarts, int[] columns, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        if (rowStarts.Length != (long)rowCount + 1)
        {
            throw new ArgumentException($"rowStarts has {rowStarts.Length} values; expected rowCount + 1 = {rowCount + 1L}. Give the start of each row and the end of the last.", nameof(rowStarts));
        }

        if (columns.Length != values.Length)
        {
            throw new ArgumentException($"there are {columns.Length} columns and {values.Length} values; expected one value an entry.", nameof(values));
        }

        for (int row = 0; row < rowCount; row++)
        {
            if (rowStarts[row + 1] < rowStarts[row])
            {
                throw new ArgumentException($"rowStarts falls from {rowStarts[row]} to {rowStarts[row + 1]} at row {row}; expected starts that never fall.", nameof(rowStarts));
            }
        }

        if (rowStarts[0] != 0 || rowStarts[rowCount] != columns.Length)
        {
            throw new ArgumentException($"rowStarts runs from {rowStarts[0]} to {rowStarts[rowCount]}; expected 0 to the number of entries, {columns.Length}.", nameof(rowStarts));
        }
    }

    /// <summary>Checks that columns lie in range and ascend strictly within each row.</summary>
    public static void Columns(int rowCount, int columnCount, int[] rowStarts, int[] columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        for (int row = 0; row < rowCount; row++)
        {
            int previous = -1;
            for (int entry = rowStarts[row]; entry < rowStarts[row + 1]; entry++)
            {
                int column = columns[entry];
                if ((uint)column >= (uint)columnCount)
                {
                    throw new ArgumentException($"row {row} holds column {column}; expected columns in [0, {columnCount}).", nameof(columns));
                }

                if (column <= previous)
                {
                    throw new ArgumentException($"row {row} holds column {column} after column {previous}; expected strictly ascending columns. Sort each row and merge repeated entries.", nameof(columns));
                }

                previous = column;
            }
        }
    }

    /// <summary>Checks that all values are finite.</summary>
    public static void Values(float[] values)
    {
        for (int entry = 0; entry < values.Length; entry++)
        {
            if (!float.IsFinite(values[entry]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"values holds {values[entry]} at entry {entry}; expected finite numbers."), nameof(values));
            }
        }
    }

    /// <summary>
    /// Whether a matrix equals its transpose. Rows are read in ascending order, so the mirror images (c, r) of the
    /// entries (r, c) come up in the order in which row c stores them: one cursor a row suffices.
    /// </summary>
    public static bool IsSymmetric(CsrMatrix matrix)
    {
        if (matrix.RowCount != matrix.ColumnCount)
        {
            return false;
        }

        int[] cursors = matrix.RowStarts[..^1].ToArray();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            for (int entry = matrix.RowStarts[row]; entry < matrix.RowStarts[row + 1]; entry++)
            {
                int column = matrix.Columns[entry];
                int mirror = cursors[column]++;
                if (mirror >= matrix.RowStarts[column + 1] || matrix.Columns[mirror] != row || matrix.Values[mirror] != matrix.Values[entry])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
