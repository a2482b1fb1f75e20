namespace Bdlm.Checkpoints;

/// <summary>The small JSON file that makes a checkpoint valid: it is written last and names the file with the tensors.</summary>
public sealed record CheckpointManifest
{
    /// <summary>The version of this format that the library writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The version of the format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The training steps that were finished, from 0.</summary>
    public required long Step { get; init; }

    /// <summary>The epochs that were finished, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The run's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>What <see cref="Checkpoints.OptionsHash"/> gave for the run's options.</summary>
    public required string OptionsHash { get; init; }

    /// <summary>The validation metric at this step; null where none was taken.</summary>
    public double? Metric { get; init; }

    /// <summary>The best validation metric up to this step; null where none was taken.</summary>
    public double? BestMetric { get; init; }

    /// <summary>Further texts of the run.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The name of the safetensors file beside the manifest.</summary>
    public required string TensorFile { get; init; }

    /// <summary>The SHA-256 of that file's bytes, as lower-case hexadecimal digits.</summary>
    public required string TensorSha256 { get; init; }

    /// <summary>The library and its version that wrote the checkpoint.</summary>
    public required string CreatedBy { get; init; }
}
