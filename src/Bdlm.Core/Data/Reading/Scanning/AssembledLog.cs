namespace Bdlm.Data.Reading.Scanning;

/// <summary>A log with what a reader needs to know of its making.</summary>
/// <param name="Log">The log.</param>
/// <param name="Stayed">The former number of each row, where rows were left out; else null.</param>
/// <param name="FirstRows">The former number of each file's first row.</param>
/// <param name="Report">Counts so far.</param>
internal sealed record AssembledLog(InteractionLog Log, int[]? Stayed, int[] FirstRows, ReadReport Report)
{
    /// <summary>The row's number before repeated pairs were left out.</summary>
    public int FormerRow(int row) => Stayed is null ? row : Stayed[row];

    /// <summary>The rows that came from a file: first and end.</summary>
    public Range RowsOf(int file)
    {
        int end = file + 1 < FirstRows.Length ? RowAt(FirstRows[file + 1]) : Log.Count;
        return RowAt(FirstRows[file])..end;
    }

    private int RowAt(int formerRow)
    {
        if (Stayed is null)
        {
            return formerRow;
        }

        int found = Array.BinarySearch(Stayed, formerRow);
        return found < 0 ? ~found : found;
    }
}
