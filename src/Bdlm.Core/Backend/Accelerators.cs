using System.Globalization;
using static TorchSharp.torch;
using DeviceType = TorchSharp.DeviceType;

namespace Bdlm.Backend;

/// <summary>Checks devices other than the CPU, once the back end has loaded.</summary>
internal static class Accelerators
{
    /// <summary>The device of a name such as "cuda:1", whether or not it is there.</summary>
    public static Device Parse(string name)
    {
        string[] parts = (name ?? "").Split(':');
        DeviceType? type = parts[0] switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mps" => DeviceType.MPS,
            _ => null,
        };
        int index = -1;
        bool isIndexed = parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        return type is not null && (parts.Length == 1 || isIndexed)
            ? new Device(type.Value, index)
            : throw new ArgumentException($"name is \"{name}\"; expected \"cpu\", \"cuda\", \"cuda:N\" or \"mps\". Give the device's name as PyTorch writes it.", nameof(name));
    }

    /// <summary>Throws unless tensors can be made on the device.</summary>
    public static void EnsureAvailable(Device device)
    {
        if (device.type == DeviceType.CUDA)
        {
            EnsureCuda(device);
        }

        try
        {
            InitializeDevice(device);
            using Tensor probe = zeros(1, device: device);
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            throw new TorchBackendException(
                TorchBackendFault.NoDevice,
                $"Device {device} is not available: {FirstLine(fault.Message)} Use a device that this machine and the referenced TorchSharp package have; torch.CPU always works.",
                fault);
        }
    }

    private static void EnsureCuda(Device device)
    {
        int count = cuda.is_available() ? cuda.device_count() : 0;
        if (device.index < count && count > 0)
        {
            return;
        }

        string message = count == 0
            ? $"Device {device} is not available: TorchSharp sees no CUDA device. Use torch.CPU, or give the application the package TorchSharp-cuda-linux or TorchSharp-cuda-windows in place of TorchSharp-cpu and check with nvidia-smi that the driver sees the GPU."
            : $"Device {device} is not available: TorchSharp sees {count} CUDA device(s), numbered from 0. Use an index in [0, {count}).";
        throw new TorchBackendException(TorchBackendFault.NoDevice, message);
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', ' ', '.') + ".";
}
