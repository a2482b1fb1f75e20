namespace Bdlm.Lab.Reproduction.Results;

/// <summary>Machine and versions of a run; seconds depend on them, figures do not on one kind of machine.</summary>
internal sealed record RunEnvironmentRecord
{
    /// <summary>The operating system.</summary>
    public required string Os { get; init; }

    /// <summary>The processor's name.</summary>
    public required string Processor { get; init; }

    /// <summary>The processor's architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Logical processors.</summary>
    public required int Cores { get; init; }

    /// <summary>Threads of the tensor library.</summary>
    public required int TorchThreads { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The .NET runtime's version.</summary>
    public required string Dotnet { get; init; }

    /// <summary>TorchSharp's version.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>This library's version with its commit.</summary>
    public required string Bdlm { get; init; }

    /// <summary>The most memory the process held, in MiB, up to the end of the cell.</summary>
    public required long PeakMemoryMiB { get; init; }
}
