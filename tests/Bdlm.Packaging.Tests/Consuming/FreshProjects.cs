using Bdlm.Packaging.Packing;
using Bdlm.Packaging.Readme;
using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Consuming;

/// <summary>
/// Console projects outside the repository that know Bdlm by its packed packages only: one for each program in the
/// README, and two that lack something. One build makes them all.
/// </summary>
public sealed class FreshProjects(PackedRepository packed) : IAsyncLifetime
{
    /// <summary>References no native back end.</summary>
    public const string NoBackend = "no-backend";

    /// <summary>References a native back end but does not switch the fix for older systems on.</summary>
    public const string Unmended = "unmended";

    private readonly ScratchFolder _folder = new();
    private ProcessResult? _build;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        WriteSettings();
        Add(NoBackend, FreshProgram.BackendReport, hasBackend: false, isMended: true);
        Add(Unmended, FreshProgram.BackendReport, hasBackend: true, isMended: false);
        foreach (ReadmeExample example in ReadmeExamples.Find(await File.ReadAllTextAsync(Repository.At("README.md"))))
        {
            Add(example.Name, example.Code, hasBackend: true, isMended: true);
        }

        foreach (string package in packed.Names)
        {
            string readme = await File.ReadAllTextAsync(Repository.At($"src/{package}/README.md"));
            Add(ReadmeOf(package), ReadmeExamples.OnlyProgram(readme), hasBackend: false, isMended: false);
        }

        IEnumerable<string> projects = Directory.GetDirectories(_folder.At("projects"))
            .Select(folder => Path.GetFileName(folder))
            .Select(name => $"  <Project Path=\"projects/{name}/{name}.csproj\" />");
        _folder.Write("all.slnx", $"<Solution>\n{string.Join('\n', projects)}\n</Solution>\n");
        _build = await ChildProcess.Dotnet(_folder.Path, "build", "all.slnx", "-c", "Release");
    }

    /// <summary>The project that holds the example of a package's README.</summary>
    internal static string ReadmeOf(string package) => $"readme-of-{package}";

    /// <summary>A project's program; fails, with the build's output, where it did not build.</summary>
    internal string ProgramOf(string name)
    {
        string program = _folder.At($"projects/{name}/bin/Release/net10.0/{name}.dll");
        Assert.True(File.Exists(program), $"{name} was not built:\n{_build?.Output}\n{_build?.Errors}");
        return program;
    }

    /// <summary>Runs a project's program; fails, with the build's output, where it did not build.</summary>
    internal async Task<ProcessResult> Run(string name)
    {
        string program = ProgramOf(name);
        return await ChildProcess.Dotnet(Path.GetDirectoryName(program)!, program);
    }

    /// <summary>Publishes a project and runs what was published.</summary>
    internal async Task<ProcessResult> PublishAndRun(string name)
    {
        string target = _folder.At($"published/{name}");
        (await ChildProcess.Dotnet(_folder.At($"projects/{name}"), "publish", "-c", "Release", "--no-restore", "-o", target)).EnsureSuccess();
        return await ChildProcess.Dotnet(target, Path.Combine(target, $"{name}.dll"));
    }

    /// <summary>The files that a project's build put into its output.</summary>
    internal IReadOnlyList<string> OutputOf(string name) =>
        Directory.GetFiles(_folder.At($"projects/{name}/bin/Release/net10.0"), "*", SearchOption.AllDirectories);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void WriteSettings()
    {
        NuGetCache.WriteSettings(_folder, $"""<add key="packed" value="{packed.Feed}" />""");

        // The end of the search for such files of a repository around the scratch folder.
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
    }

    private void Add(string name, string code, bool hasBackend, bool isMended)
    {
        _folder.Write($"projects/{name}/{name}.csproj", FreshProgram.Project(packed, hasBackend, isMended));
        _folder.Write($"projects/{name}/Program.cs", code);
    }
}
