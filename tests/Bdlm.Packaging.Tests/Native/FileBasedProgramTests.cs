using Bdlm.Packaging.Packing;
using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Native;

/// <summary>A program of one file under the repository, as those in samples: it gets the native mend too.</summary>
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
        string folder = Path.Combine(packed.Sources, "samples");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".cs"), Program);
        try
        {
            ProcessResult result = (await ChildProcess.Dotnet(folder, "run", name + ".cs")).EnsureSuccess();

            Assert.Equal("6", result.Text);
        }
        finally
        {
            DeleteOutput(name);
        }
    }

    // The SDK keeps the output of a program of one file in a folder of the user's, named by the file and a hash of its path.
    private static void DeleteOutput(string name)
    {
        string outputs = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "dotnet", "runfile");
        foreach (string folder in Directory.Exists(outputs) ? Directory.GetDirectories(outputs, name + "-*") : [])
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
