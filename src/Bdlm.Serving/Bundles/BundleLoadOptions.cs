using static TorchSharp.torch;

namespace Bdlm.Bundles;

/// <summary>How a bundle is loaded.</summary>
public sealed record BundleLoadOptions
{
    /// <summary>Where the models live; the CPU by default.</summary>
    public Device Device { get; init; } = CPU;

    /// <summary>Whether the language model's linear maps multiply in bfloat16. Scores then differ slightly from those in float32.</summary>
    public bool MixedPrecision { get; init; }
}
