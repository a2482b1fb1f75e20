namespace Bdlm.Lab.Commands;

/// <summary>Where the known data sets lie.</summary>
internal static class DataRoot
{
    /// <summary>The folder that BDLM_DATA names, else <c>shared/data</c> in or beside the working folder; null where neither is there.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BDLM_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        string[] usual = [Path.Combine("shared", "data"), Path.Combine("..", "shared", "data")];
        return usual.FirstOrDefault(Directory.Exists);
    }
}
