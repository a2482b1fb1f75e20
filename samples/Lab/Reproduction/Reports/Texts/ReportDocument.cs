namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>A file of a report.</summary>
/// <param name="Name">The file's name within the report's folder.</param>
/// <param name="Text">What it holds, with line feeds.</param>
internal sealed record ReportDocument(string Name, string Text);
