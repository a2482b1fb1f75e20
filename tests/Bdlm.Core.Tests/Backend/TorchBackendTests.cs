using TorchSharp;

namespace Bdlm.Backend;

public sealed class TorchBackendTests
{
    [Fact]
    public void Check_WithBackend_FindsNothing() => Assert.Null(TorchBackend.Check());

    [Fact]
    public void EnsureAvailable_WithBackend_LetsTensorsBeMade()
    {
        TorchBackend.EnsureAvailable();
        TorchBackend.EnsureAvailable(torch.CPU);

        using torch.Tensor ones = torch.ones(2, 3);
        Assert.Equal(6, ones.sum().item<float>());
    }

    [Fact]
    public void EnsureAvailable_NoDevice_IsRefused() =>
        Assert.Throws<ArgumentNullException>(() => TorchBackend.EnsureAvailable(null!));

    [Theory]
    [InlineData("cuda:0")]
    [InlineData("cuda:63")]
    public void EnsureAvailable_CudaDeviceThatIsNotThere_NamesCauseAndRemedy(string name)
    {
        int count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        Assert.SkipUnless(count == 0 || (name == "cuda:63" && count < 64), "This machine has the device.");
        var device = new torch.Device(name);

        var fault = Assert.Throws<TorchBackendException>(() => TorchBackend.EnsureAvailable(device));

        Assert.Equal(TorchBackendFault.NoDevice, fault.Fault);
        Assert.StartsWith($"Device {name} is not available: TorchSharp sees ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(count == 0 ? "no CUDA device. Use torch.CPU, or give the application the package TorchSharp-cuda-linux" : $"{count} CUDA device(s)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenDevice_Mps_OffApple_NamesCauseAndRemedy()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "This machine may have the device.");

        var fault = Assert.Throws<TorchBackendException>(() => TorchBackend.OpenDevice("mps"));

        Assert.Equal(TorchBackendFault.NoDevice, fault.Fault);
        Assert.StartsWith("Device mps is not available: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("torch.CPU always works.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void OpenDevice_Cpu_IsTheCpu() => Assert.Equal(DeviceType.CPU, TorchBackend.OpenDevice("cpu").type);

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:0:1")]
    [InlineData("")]
    public void OpenDevice_NotADevice_NamesWhatIsExpected(string name)
    {
        var fault = Assert.Throws<ArgumentException>(() => TorchBackend.OpenDevice(name));

        Assert.StartsWith($"name is \"{name}\"; expected \"cpu\", \"cuda\", \"cuda:N\" or \"mps\".", fault.Message, StringComparison.Ordinal);
    }
}
