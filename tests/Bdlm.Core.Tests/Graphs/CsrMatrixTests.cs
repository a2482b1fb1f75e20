using Bdlm.Graphs;
using FsCheck.Xunit;

namespace Bdlm.Core.Tests.Graphs;

public sealed class CsrMatrixTests
{
    [Fact]
    public void ColumnsOf_OfSmallMatrix_AreTheRowsEntries()
    {
        var matrix = new CsrMatrix(3, 4, [0, 2, 2, 3], [1, 3, 0], [5, 6, 7]);
        Assert.Equal([1, 3], matrix.ColumnsOf(0).ToArray());
        Assert.Empty(matrix.ColumnsOf(1).ToArray());
        Assert.Equal([7f], matrix.ValuesOf(2).ToArray());
        Assert.Equal(3, matrix.EntryCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => { matrix.ColumnsOf(3); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { matrix.ValuesOf(-1); });
    }

    [Fact]
    public void Transpose_OfSmallMatrix_SwapsRowsAndColumns()
    {
        CsrMatrix transposed = new CsrMatrix(2, 3, [0, 2, 3], [0, 2, 2], [5, 6, 7]).Transpose();
        Assert.Equal((3, 2), (transposed.RowCount, transposed.ColumnCount));
        Assert.Equal([0, 1, 1, 3], transposed.RowStarts.ToArray());
        Assert.Equal([0, 0, 1], transposed.Columns.ToArray());
        Assert.Equal([5f, 6f, 7f], transposed.Values.ToArray());
    }

    [Theory]
    [InlineData(2, 2, new[] { 0, 1 }, new[] { 0 }, new[] { 1f }, "rowStarts has 2 values; expected rowCount + 1 = 3.")]
    [InlineData(1, 2, new[] { 0, 1 }, new[] { 0 }, new[] { 1f, 2f }, "there are 1 columns and 2 values; expected one value an entry.")]
    [InlineData(2, 2, new[] { 0, 2, 1 }, new[] { 0 }, new[] { 1f }, "rowStarts falls from 2 to 1 at row 1")]
    [InlineData(1, 2, new[] { 0, 2 }, new[] { 0 }, new[] { 1f }, "rowStarts runs from 0 to 2; expected 0 to the number of entries, 1.")]
    [InlineData(1, 2, new[] { 0, 1 }, new[] { 2 }, new[] { 1f }, "row 0 holds column 2; expected columns in [0, 2).")]
    [InlineData(1, 2, new[] { 0, 1 }, new[] { -1 }, new[] { 1f }, "row 0 holds column -1; expected columns in [0, 2).")]
    [InlineData(1, 2, new[] { 0, 2 }, new[] { 1, 1 }, new[] { 1f, 1f }, "row 0 holds column 1 after column 1; expected strictly ascending columns.")]
    [InlineData(1, 1, new[] { 0, 1 }, new[] { 0 }, new[] { float.NaN }, "values holds NaN at entry 0; expected finite numbers.")]
    public void Constructor_OfBrokenArrays_ThrowsNamingThePlace(int rows, int columnCount, int[] starts, int[] columns, float[] values, string message)
    {
        var fault = Assert.Throws<ArgumentException>(() => new CsrMatrix(rows, columnCount, starts, columns, values));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3L * int.MaxValue)]
    [InlineData(int.MaxValue)]
    public void EntryCount_BeyondThirtyTwoBits_ThrowsWithRemedy(long count)
    {
        var fault = Assert.Throws<OverflowException>(() => CsrChecks.EntryCount(count, "A graph of 4000000000 interactions"));
        Assert.Contains($"A graph of 4000000000 interactions needs {count} matrix entries; expected at most {Array.MaxLength}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Split the graph or filter it by k-core first.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsSymmetric_OfRightAndWrongMatrices_TellsThemApart()
    {
        Assert.True(new CsrMatrix(2, 2, [0, 1, 2], [1, 0], [3, 3]).IsSymmetric);
        Assert.False(new CsrMatrix(2, 2, [0, 1, 2], [1, 0], [3, 4]).IsSymmetric);
        Assert.False(new CsrMatrix(2, 2, [0, 1, 1], [1], [3]).IsSymmetric);
        Assert.False(new CsrMatrix(2, 3, [0, 0, 0], [], []).IsSymmetric);
        Assert.True(new CsrMatrix(0, 0, [0], [], []).IsSymmetric);
    }

    [Property]
    public void Transpose_OfRandomMatrix_KeepsInvariantsAndIsItsOwnInverse(int seed)
    {
        CsrMatrix matrix = RandomMatrix(seed);
        CsrMatrix transposed = matrix.Transpose();

        // The public constructor checks every invariant.
        _ = new CsrMatrix(transposed.RowCount, transposed.ColumnCount, transposed.RowStarts.ToArray(), transposed.Columns.ToArray(), transposed.Values.ToArray());
        CsrMatrix back = transposed.Transpose();
        Assert.Equal(matrix.RowStarts.ToArray(), back.RowStarts.ToArray());
        Assert.Equal(matrix.Columns.ToArray(), back.Columns.ToArray());
        Assert.Equal(matrix.Values.ToArray(), back.Values.ToArray());
    }

    [Property]
    public void IsSymmetric_OfRandomMatrix_EqualsComparisonWithTranspose(int seed)
    {
        CsrMatrix matrix = RandomMatrix(seed);
        CsrMatrix transposed = matrix.Transpose();
        bool equal = matrix.RowStarts.SequenceEqual(transposed.RowStarts)
            && matrix.Columns.SequenceEqual(transposed.Columns)
            && matrix.Values.SequenceEqual(transposed.Values);
        Assert.Equal(equal, matrix.IsSymmetric);
    }

    private static CsrMatrix RandomMatrix(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 8);
        int width = random.Next(3) == 0 ? random.Next(1, 8) : rows;
        var starts = new int[rows + 1];
        List<int> columns = [];
        for (int row = 0; row < rows; row++)
        {
            columns.AddRange(Enumerable.Range(0, width).Where(_ => random.Next(4) != 0));
            starts[row + 1] = columns.Count;
        }

        return new CsrMatrix(rows, width, starts, [.. columns], [.. columns.Select(_ => (float)random.Next(1, 3))]);
    }
}
