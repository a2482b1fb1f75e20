using Bdlm.Packaging.Readme;
using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Consuming;

public sealed class FreshProjectTests(FreshProjects projects) : IClassFixture<FreshProjects>
{
    public static TheoryData<string> Examples() =>
        [.. ReadmeExamples.Find(File.ReadAllText(Repository.At("README.md"))).Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Run_ReadmeExample_PrintsWhatTheReadmeSays(string name)
    {
        ReadmeExample example = ReadmeExamples.Find(await File.ReadAllTextAsync(Repository.At("README.md"))).Single(e => e.Name == name);

        ProcessResult result = (await projects.Run(name)).EnsureSuccess();

        Assert.Equal(example.Output, result.Text);
    }

    [Theory]
    [InlineData("Bdlm.Core")]
    [InlineData("Bdlm.Models")]
    [InlineData("Bdlm.Training")]
    [InlineData("Bdlm.Llama")]
    [InlineData("Bdlm.Conformance")]
    [InlineData("Bdlm.Serving")]
    public void Build_ExampleOfPackagesReadme_Compiles(string package) =>
        Assert.True(File.Exists(projects.ProgramOf(FreshProjects.ReadmeOf(package))));

    [Fact]
    public async Task Publish_ReadmeExample_RunsFromThePublishFolder()
    {
        ReadmeExample example = ReadmeExamples.Find(await File.ReadAllTextAsync(Repository.At("README.md")))[0];

        ProcessResult result = (await projects.PublishAndRun(example.Name)).EnsureSuccess();

        Assert.Equal(example.Output, result.Text);
    }

    [Fact]
    public async Task EnsureAvailable_NoBackendPackage_NamesThePackageAndSearchesNoFurther()
    {
        ProcessResult result = (await projects.Run(FreshProjects.NoBackend)).EnsureSuccess();

        Assert.StartsWith("NoBackend: No native back end of TorchSharp was chosen: ", result.Text, StringComparison.Ordinal);
        Assert.Contains("`dotnet add package TorchSharp-cpu --version 0.107.0`", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(projects.OutputOf(FreshProjects.NoBackend), file => file.Contains("torch_cpu", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnsureAvailable_NotMended_NamesThePropertyWhereTheSystemIsOlder()
    {
        ProcessResult result = (await projects.Run(FreshProjects.Unmended)).EnsureSuccess();

        Assert.SkipWhen(result.Text == "Available", "This system's C++ runtime is new enough.");
        Assert.StartsWith("OldCppRuntime: This system's C++ runtime (libstdc++.so.6) lacks GLIBCXX_3.4.32", result.Text, StringComparison.Ordinal);
        Assert.Contains("<BdlmMendTorchNative>true</BdlmMendTorchNative>", result.Text, StringComparison.Ordinal);
    }
}
