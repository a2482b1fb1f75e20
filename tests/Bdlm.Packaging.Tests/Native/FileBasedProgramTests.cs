using Bdlm.Packaging.Packing;
using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Native;

/// <summary>A program of one file under the repository that refers to a project: it gets the native mend too.</summary>
public sealed class FileBasedProgramTests(PackedRepository packed)
{
    private const string Program = """
        #:project ../src/Bdlm.Core
        #:property UsesTorchBackend=true
        #:property CreateHardLinksForCopyLocalIfPossible=true
        using TorchSharp;

        Console.WriteLine(torch.ones(2, 3).sum().item<float>());
        """;

    [Fact]
    public async Task Run_FileUnderTheRepository_ComputesTensors()
    {
        string name = $"try-{Guid.NewGuid():N}";
        string folder = Path.Combine(packed.Sources, "scripts");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".cs"), Program);

        ProcessResult result = (await FileBasedProgram.Run(folder, name)).EnsureSuccess();

        Assert.Equal("6", result.Text);
    }
}
