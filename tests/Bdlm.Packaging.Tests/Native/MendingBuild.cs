using System.Runtime.InteropServices;
using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Native;

/// <summary>Runs the repository's mend task in a build of its own, over files that stand for libLibTorchSharp.so.</summary>
internal sealed partial class MendingBuild : IDisposable
{
    public const string Wanted = "GLIBCXX_3.4.32";
    private readonly ScratchFolder _folder = new();

    /// <param name="runtimeVersions">The versions that the C++ runtime offers.</param>
    public MendingBuild(params string[] runtimeVersions)
    {
        _folder.Write("libstdc++.so.6", string.Join('\0', runtimeVersions) + "\0");
        _folder.Write("mend.proj", $"""
            <Project>
              <Import Project="{Repository.At("eng/torch-native/Bdlm.TorchNative.targets")}" />
              <Target Name="Mend">
                <ItemGroup><Library Include="*.so" /></ItemGroup>
                <MendTorchNative Libraries="@(Library)" CppRuntime="$(MSBuildProjectDirectory)/libstdc++.so.6" />
              </Target>
            </Project>
            """);
    }

    public Task<ProcessResult> Run() => ChildProcess.Dotnet(_folder.Path, "msbuild", "mend.proj", "-t:Mend", "-nologo", "-v:minimal");

    public string At(string name) => _folder.At(name);

    public byte[] Read(string name) => File.ReadAllBytes(At(name));

    public void Write(string name, byte[] image) => File.WriteAllBytes(At(name), image);

    public void HardLink(string from, string to) => Assert.Equal(0, Link(At(from), At(to)));

    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
