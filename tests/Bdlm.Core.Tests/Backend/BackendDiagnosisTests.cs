namespace Bdlm.Backend;

public sealed class BackendDiagnosisTests
{
    private const string FoundAt = "/app/runtimes/linux-x64/native/libLibTorchSharp.so";

    [Fact]
    public void OfBackend_FileIsNowhere_NamesThePackageToAdd()
    {
        TorchBackendException fault = BackendDiagnosis.OfBackend(Report(null, "libtorch_cpu.so: cannot open shared object file"));

        Assert.Equal(TorchBackendFault.NoBackend, fault.Fault);
        Assert.StartsWith("No native back end of TorchSharp was chosen: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("`dotnet add package TorchSharp-cpu --version 0.107.0`", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by " + FoundAt + ")")]
    [InlineData("/lib/libstdc++.so.6: Version »GLIBCXX_3.4.32« nicht gefunden (benötigt von " + FoundAt + ")")]
    public void OfBinding_CppRuntimeIsOld_NamesVersionAndProperty(string sentence)
    {
        TorchBackendException fault = BackendDiagnosis.OfBinding(Report(FoundAt, "Unable to load.\n/other: no such file\n" + sentence));

        Assert.Equal(TorchBackendFault.OldCppRuntime, fault.Fault);
        Assert.Contains("lacks GLIBCXX_3.4.32, which TorchSharp 0.107.0 asks for", fault.Message, StringComparison.Ordinal);
        Assert.Contains("<BdlmMendTorchNative>true</BdlmMendTorchNative>", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.InnerException);
    }

    [Fact]
    public void OfBinding_AnotherFault_QuotesTheLoadersLineAboutTheFile()
    {
        TorchBackendException fault = BackendDiagnosis.OfBinding(Report(FoundAt, $"Unable to load.\n/other: no such file\n{FoundAt}: file too short\n/x: y"));

        Assert.Equal(TorchBackendFault.LoadFailed, fault.Fault);
        Assert.Equal($"The native library {FoundAt} does not load: {FoundAt}: file too short. Install what it names, or delete the application's output and build it anew.", fault.Message);
    }

    [Fact]
    public void OfBinding_FileIsNowhere_NamesTheSystemsThatHaveIt()
    {
        TorchBackendException fault = BackendDiagnosis.OfBinding(Report(null, "no such file"));

        Assert.Equal(TorchBackendFault.LoadFailed, fault.Fault);
        Assert.Contains("Run on linux-x64, win-x64, win-arm64 or osx-arm64", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfTorchSharp_TypeInitializer_QuotesTheFirstLineOfTheRoot()
    {
        var root = new NotSupportedException("This application uses TorchSharp.\n\nTrace:\n…");
        TorchBackendException fault = BackendDiagnosis.OfTorchSharp(new TypeInitializationException("TorchSharp.torch", root));

        Assert.Equal(TorchBackendFault.LoadFailed, fault.Fault);
        Assert.StartsWith("TorchSharp did not start: This application uses TorchSharp. Reference one back end", fault.Message, StringComparison.Ordinal);
    }

    private static LoadReport Report(string? foundAt, string message) =>
        new("LibTorchSharp", "libLibTorchSharp.so", foundAt, new DllNotFoundException(message));
}
