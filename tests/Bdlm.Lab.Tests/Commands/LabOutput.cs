namespace Bdlm.Lab.Commands;

/// <summary>What a run of the program left.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Text">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record LabOutput(int ExitCode, string Text, string Errors)
{
    /// <summary>Standard output without the line breaks that a narrow console puts into sentences.</summary>
    public string Flowing => string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
