namespace Bdlm.Serialization;

/// <summary>What a safetensors file's header says, checked.</summary>
/// <param name="Entries">The tensors in the order of their bytes; they cover the data without holes or overlap.</param>
/// <param name="Metadata">The file's texts; empty where it has none.</param>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata);
