namespace Bdlm.Backend;

/// <summary>Holds what eng/torch-native promises, on the copy that this very test program runs with.</summary>
public sealed class TorchNativeTests
{
    private const string LibraryPath = "runtimes/linux-x64/native/libLibTorchSharp.so";

    [Fact]
    public void Build_OnLinux_ChangesOneFlagOfTheCopyAtMost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux builds mend the library.");
        byte[] original = File.ReadAllBytes(Path.Combine(PackageFolder(), LibraryPath));
        byte[] copy = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, LibraryPath));

        int[] changed = [.. Enumerable.Range(0, original.Length).Where(index => original[index] != copy[index])];

        Assert.Equal(original.Length, copy.Length);
        Assert.True(changed.Length <= 1);
        Assert.All(changed, index => Assert.Equal((0, 2), (original[index], copy[index])));
    }

    [Fact]
    public void Build_OnLinux_LeavesThePackageCacheAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux builds mend the library.");
        string package = PackageFolder();
        string library = Path.Combine(package, LibraryPath);
        string archive = Directory.GetFiles(package, "torchsharp.*.nupkg").Single();

        using System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.OpenRead(archive);
        using Stream packed = zip.GetEntry(LibraryPath)!.Open();
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);

        Assert.Equal(bytes.ToArray(), File.ReadAllBytes(library));
    }

    private static string PackageFolder()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string folder = Path.Combine(cache, "torchsharp", typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3));
        Assert.SkipUnless(Directory.Exists(folder), "The package cache is elsewhere.");
        return folder;
    }
}
