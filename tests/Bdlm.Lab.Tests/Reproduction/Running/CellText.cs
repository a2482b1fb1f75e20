using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>A cell's file without what differs from run to run: seconds and machine.</summary>
internal static class CellText
{
    public static string Path(string root, string id) => System.IO.Path.Combine(root, "cells", id + ".json");

    public static string Of(string root, string id)
    {
        CellFile cell = new CellStore(root).Read(id);
        return ResultJson.Text(cell with
        {
            Seconds = [.. cell.Seconds.Select(stage => stage with { Seconds = 0 })],
            Environment = cell.Environment with { PeakMemoryMiB = 0 },
        });
    }
}
