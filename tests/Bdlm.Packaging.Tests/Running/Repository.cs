namespace Bdlm.Packaging.Running;

/// <summary>The checkout that this test program was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string At(string relativePath) => Path.Combine(Root, relativePath);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Bdlm.sln. Run the tests from the repository's own build output.");
    }
}
