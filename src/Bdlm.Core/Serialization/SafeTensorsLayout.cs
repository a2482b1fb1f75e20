namespace Bdlm.Serialization;

/// <summary>Checks that the tensors of a file cover its data exactly once.</summary>
internal static class SafeTensorsLayout
{
    /// <summary>The entries in the order of their bytes.</summary>
    /// <exception cref="SafeTensorsException">Two overlap, one lies outside the data, or bytes belong to none.</exception>
    public static IReadOnlyList<SafeTensorsEntry> Order(IEnumerable<SafeTensorsEntry> entries, string path, long dataLength)
    {
        SafeTensorsEntry[] ordered = [.. entries.OrderBy(entry => entry.Offset).ThenBy(entry => entry.ByteCount)];
        long covered = 0;
        foreach (SafeTensorsEntry entry in ordered)
        {
            CheckPlace(entry, path, covered, dataLength);
            covered = entry.Offset + entry.ByteCount;
        }

        return covered == dataLength
            ? ordered
            : throw new SafeTensorsException(path, null, $"{dataLength - covered} bytes after the last tensor belong to none. The file is damaged.");
    }

    private static void CheckPlace(SafeTensorsEntry entry, string path, long covered, long dataLength)
    {
        // ByteCount fits the offsets, so the sum cannot overflow.
        if (entry.Offset + entry.ByteCount > dataLength)
        {
            throw new SafeTensorsException(path, entry.Name, $"It ends at byte {entry.Offset + entry.ByteCount} of {dataLength}. The file is cut short or damaged.");
        }

        if (entry.Offset != covered)
        {
            string fault = entry.Offset < covered ? "It overlaps the tensor before it" : "It leaves a hole after the tensor before it";
            throw new SafeTensorsException(path, entry.Name, $"{fault}: it begins at byte {entry.Offset}, expected {covered}.");
        }
    }
}
