using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Native;

public sealed class MendTorchNativeTests
{
    private static readonly byte[] Original = MinimalElf.Create("GLIBCXX_3.4.30", MendingBuild.Wanted, "CXXABI_1.3");

    private static byte[] Mended
    {
        get
        {
            byte[] image = [.. Original];
            image[MinimalElf.FlagsOf(1)] = 2;
            return image;
        }
    }

    [Fact]
    public async Task Mend_RuntimeLacksTheVersion_MarksItWeakAndKeepsStampAndMode()
    {
        SkipOffLinux();
        using var build = new MendingBuild("GLIBCXX_3.4.30");
        var stamp = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        build.Write("a.so", Original);
        File.SetLastWriteTimeUtc(build.At("a.so"), stamp);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        SetMode(build.At("a.so"), Mode);

        (await build.Run()).EnsureSuccess();

        Assert.Equal(Mended, build.Read("a.so"));
        Assert.Equal(stamp, File.GetLastWriteTimeUtc(build.At("a.so")));
        Assert.Equal(Mode, GetMode(build.At("a.so")));
        Assert.Empty(Directory.GetFiles(build.At("."), "*.tmp"));
    }

    [Fact]
    public async Task Mend_CopyIsALink_LeavesWhatItPointsToAlone()
    {
        SkipOffLinux();
        using var build = new MendingBuild("GLIBCXX_3.4.30");
        build.Write("hard.cache", Original);
        build.HardLink("hard.cache", "hard.so");
        build.Write("soft.cache", Original);
        File.CreateSymbolicLink(build.At("soft.so"), build.At("soft.cache"));

        (await build.Run()).EnsureSuccess();

        Assert.Equal(Original, build.Read("hard.cache"));
        Assert.Equal(Mended, build.Read("hard.so"));
        Assert.Equal(Original, build.Read("soft.cache"));
        Assert.Equal(Mended, build.Read("soft.so"));
        Assert.Null(new FileInfo(build.At("soft.so")).LinkTarget);
    }

    [Fact]
    public async Task Mend_NothingToDo_LeavesTheFiles()
    {
        SkipOffLinux();
        using var build = new MendingBuild("GLIBCXX_3.4.30");
        byte[] without = MinimalElf.Create("GLIBCXX_3.4.30");
        build.Write("done.so", Mended);
        build.Write("without.so", without);
        build.HardLink("done.so", "done.same");

        (await build.Run()).EnsureSuccess();
        (await build.Run()).EnsureSuccess();

        // Writing through one name shows at the other only while both name one file: it was not replaced.
        build.Write("done.same", [1]);
        Assert.Equal([1], build.Read("done.so"));
        Assert.Equal(without, build.Read("without.so"));
    }

    [Fact]
    public async Task Mend_RuntimeHasTheVersion_LeavesTheFile()
    {
        SkipOffLinux();
        using var build = new MendingBuild("GLIBCXX_3.4.30", MendingBuild.Wanted);
        build.Write("a.so", Original);

        (await build.Run()).EnsureSuccess();

        Assert.Equal(Original, build.Read("a.so"));
    }

    [Fact]
    public async Task Mend_IncompleteFile_WarnsWithItsPathAndLeavesIt()
    {
        SkipOffLinux();
        using var build = new MendingBuild("GLIBCXX_3.4.30");
        build.Write("half.so", Original[..^40]);

        ProcessResult result = (await build.Run()).EnsureSuccess();

        Assert.Contains($"warning : Bdlm could not mend {build.At("half.so")} for this system's libstdc++, which lacks {MendingBuild.Wanted}: it is an incomplete ELF file", result.Output, StringComparison.Ordinal);
        Assert.Equal(Original[..^40], build.Read("half.so"));
    }

    [Fact]
    public async Task Mend_TwoBuildsAtOnceAndACopyUnderWay_BothSucceed()
    {
        SkipOffLinux();
        using var build = new MendingBuild("GLIBCXX_3.4.30");
        build.Write("a.so", Original[..70]);
        Task<ProcessResult> first = build.Run();
        Task<ProcessResult> second = build.Run();
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        build.Write("a.so", Original);

        ProcessResult[] results = await Task.WhenAll(first, second);

        Assert.All(results, result => Assert.DoesNotContain("warning", result.EnsureSuccess().Output, StringComparison.Ordinal));
        Assert.Equal(Mended, build.Read("a.so"));
        Assert.Empty(Directory.GetFiles(build.At("."), "*.tmp"));
    }

    private static void SkipOffLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux builds mend the library.");

#pragma warning disable CA1416 // The tests skip off Linux.
    private static void SetMode(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);

    private static UnixFileMode GetMode(string path) => File.GetUnixFileMode(path);
#pragma warning restore CA1416
}
