using System.Globalization;
using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

/// <summary>How a checkpoint becomes a model.</summary>
public sealed record LlamaLoadOptions
{
    /// <summary>
    /// What the weights are kept in: <see cref="ScalarType.Float32"/> or <see cref="ScalarType.BFloat16"/>, whatever the files hold.
    /// With bfloat16 the norms, rotary angles, attention sums and losses still are float32. Default float32.
    /// </summary>
    public ScalarType Dtype { get; init; } = ScalarType.Float32;

    /// <summary>Where the weights live; null for the CPU. Default null.</summary>
    public Device? Device { get; init; }

    /// <summary>
    /// The longest sequence in tokens, at least 1; null for what the checkpoint states. A model with a sliding window is taken
    /// only up to the window, where it makes no difference. Default null.
    /// </summary>
    public int? MaxLength { get; init; }

    /// <summary>The share of values dropped in training mode, in [0, 1); see <see cref="LlamaConfig.Dropout"/>. No checkpoint states it. Default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>Where dropout begins: models of one seed drop alike, as long as they read alike. Of no effect without dropout. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Whether linear maps multiply in bfloat16 from the beginning; see <see cref="LlamaForCausalLM.MixedPrecision"/>. Default false.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Throws if any value is out of range; the message lists every fault.</summary>
    /// <exception cref="ArgumentException">At least one value is out of range.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Dtype is not (ScalarType.Float32 or ScalarType.BFloat16))
        {
            faults.Add($"Dtype is {Dtype}; expected Float32 or BFloat16.");
        }

        if (MaxLength < 1)
        {
            faults.Add($"MaxLength is {MaxLength}; expected at least 1, or null for the checkpoint's own.");
        }

        if (!(Dropout >= 0 && Dropout < 1))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Dropout is {Dropout}; expected a value in [0, 1)."));
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"LlamaLoadOptions has {faults.Count} fault(s): {string.Join(" ", faults)}");
        }
    }
}
