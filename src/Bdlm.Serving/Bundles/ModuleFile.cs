using Bdlm.Checkpoints;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Bundles;

/// <summary>A module's parameters and buffers as a safetensors file.</summary>
internal static class ModuleFile
{
    public static void Write(string path, nn.Module module)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        new ModuleState(module).SaveTo(tensors, "");
        SafeTensorsWriter.Write(path, tensors);
    }

    /// <exception cref="StateMismatchException">The file holds other tensors than the module.</exception>
    /// <exception cref="SafeTensorsException">The file is damaged.</exception>
    public static void Read(string path, nn.Module module)
    {
        using var scope = NewDisposeScope();
        using SafeTensorsFile file = SafeTensorsReader.Read(path);
        new ModuleState(module).LoadFrom(file.LoadAll(), "");
    }
}
