namespace Bdlm.Testing;

/// <summary>
/// Finds the public data sets that some tests read: in the folder that the environment variable <c>BDLM_DATA</c> names,
/// else in <c>shared/data</c> beside the repository. Tests skip, with a message, where the data is absent.
/// </summary>
public static class RealData
{
    /// <summary>The data folder; null where there is none.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The path of a file or folder below the data folder. Skips the running test where it is absent.</summary>
    /// <param name="relativePath">Such as "ml-1m" or "llama/tokenizer.model".</param>
    public static string Require(string relativePath)
    {
        string? path = Root is null ? null : Path.Combine(Root, relativePath);
        if (path is null || !Path.Exists(path))
        {
            Assert.Skip($"Needs {relativePath} of the public data sets: set BDLM_DATA to the folder that holds it.");
        }

        return path;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BDLM_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string beside = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}
