using static TorchSharp.torch;
using DeviceType = TorchSharp.DeviceType;

namespace Bdlm.Backend;

/// <summary>
/// Tells, before the first tensor is made, whether TorchSharp's native back end works here, and if not, why
/// and what to do about it.
/// </summary>
/// <remarks>
/// TorchSharp itself reports every such trouble as a <see cref="TypeInitializationException"/> with a long trace. Worse,
/// where the application references no back end, it searches the machine's package cache and copies half a gigabyte beside
/// the application, so that the program runs on the developer's machine only. Call
/// <see cref="EnsureAvailable()"/> first thing in a program.
/// </remarks>
public static class TorchBackend
{
    /// <summary>Looks for a cause that keeps the back end from computing on the CPU; null where it works.</summary>
    /// <returns>The exception that <see cref="EnsureAvailable()"/> would throw, not thrown.</returns>
    public static TorchBackendException? Check() => NativeTorch.FindFault();

    /// <summary>Throws unless the native back end loads and computes on the CPU.</summary>
    /// <exception cref="TorchBackendException">It does not; the message names the cause and the remedy.</exception>
    public static void EnsureAvailable()
    {
        if (Check() is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Throws unless the native back end loads and computes on <paramref name="device"/>.</summary>
    /// <param name="device">The device to compute on. <c>new Device("cuda:0")</c> never fails; <c>torch.device("cuda:0")</c> fails by itself.</param>
    /// <exception cref="TorchBackendException">It does not; the message names the cause and the remedy.</exception>
    public static void EnsureAvailable(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        EnsureAvailable();
        if (device.type != DeviceType.CPU)
        {
            Accelerators.EnsureAvailable(device);
        }
    }

    /// <summary>The device of a name, checked: "cpu", "cuda", "cuda:1" or "mps".</summary>
    /// <param name="name">The device's name as PyTorch writes it.</param>
    /// <returns>The device; tensors can be computed on it.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> does not name a device.</exception>
    /// <exception cref="TorchBackendException">The device or the back end is not available; the message names the cause and the remedy.</exception>
    public static Device OpenDevice(string name)
    {
        EnsureAvailable();
        Device device = Accelerators.Parse(name);
        EnsureAvailable(device);
        return device;
    }
}
