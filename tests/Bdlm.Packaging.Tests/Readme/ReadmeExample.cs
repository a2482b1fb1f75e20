namespace Bdlm.Packaging.Readme;

/// <summary>A program in the README, and what it prints.</summary>
/// <param name="Name">Its name in the marker before it.</param>
/// <param name="Code">The program.</param>
/// <param name="Output">Its standard output with "\n" as line end and no empty end.</param>
internal sealed record ReadmeExample(string Name, string Code, string Output);
