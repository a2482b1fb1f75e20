namespace Bdlm.Bundles;

/// <summary>A folder is no bundle, or a damaged one. Nothing of it was loaded.</summary>
public sealed class BundleException : Exception
{
    internal BundleException(string folder, string problem, Exception? inner = null)
        : base($"{folder} is no bundle that can be loaded: {problem}", inner) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }
}
