namespace Bdlm.Packaging.Running;

/// <summary>Runs a program of one file, and leaves nothing of its build behind.</summary>
internal static class FileBasedProgram
{
    // The SDK keeps the output of such a program in a folder of the user's, named by the file and a hash of its path.
    private static readonly string Outputs = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "dotnet", "runfile");

    /// <summary>Builds and runs <paramref name="name"/>.cs in a folder that no program ran in before.</summary>
    public static async Task<ProcessResult> Run(string folder, string name)
    {
        HashSet<string> others = [.. OutputsOf(name)];
        try
        {
            return await ChildProcess.Dotnet(folder, "run", name + ".cs");
        }
        finally
        {
            foreach (string output in OutputsOf(name).Where(output => !others.Contains(output)))
            {
                Directory.Delete(output, recursive: true);
            }
        }
    }

    private static string[] OutputsOf(string name) => Directory.Exists(Outputs) ? Directory.GetDirectories(Outputs, name + "-*") : [];
}
