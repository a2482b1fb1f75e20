using System.Runtime.InteropServices;

namespace Bdlm.Graphs.Simd;

/// <summary>
/// Asks Linux to back large fresh memory with huge pages: otherwise the first write to each 4 KB page of a result that
/// torch has just allocated costs more than the product itself. A hint; without effect elsewhere.
/// </summary>
internal static unsafe partial class HugePages
{
    private const int MadviseHugePage = 14;
    private const nint PageSize = 1 << 21;

    /// <summary>Gives the hint for memory that holds at least a few huge pages.</summary>
    /// <param name="data">The first float.</param>
    /// <param name="length">The number of floats.</param>
    public static void Suggest(nint data, long length)
    {
        nint first = (data + PageSize - 1) & ~(PageSize - 1);
        nint end = (data + (nint)(length * sizeof(float))) & ~(PageSize - 1);
        if (OperatingSystem.IsLinux() && end - first >= 4 * PageSize)
        {
            // The answer does not matter: a kernel that refuses gives small pages, as it would have anyway.
            _ = Advise((void*)first, (nuint)(end - first), MadviseHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
