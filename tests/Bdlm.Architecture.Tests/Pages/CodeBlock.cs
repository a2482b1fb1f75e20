namespace Bdlm.Architecture.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Language">What stands behind the fence, such as "csharp".</param>
/// <param name="Body">The lines between the fences.</param>
/// <param name="Code">The path after the last <c>&lt;!-- code: PATH --&gt;</c> above it; null where there is none.</param>
/// <param name="Messages">The path after the last <c>&lt;!-- messages: PATH --&gt;</c> above it; null where there is none.</param>
internal sealed record CodeBlock(int Line, string Language, IReadOnlyList<string> Body, string? Code, string? Messages);
