namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>A table before it becomes Markdown, CSV, HTML or lines of a console. The first column names the row.</summary>
/// <param name="Id">A short name for links.</param>
/// <param name="Title">The heading.</param>
/// <param name="Caption">What the figures are, in a sentence or two.</param>
/// <param name="Columns">The columns' names.</param>
/// <param name="TextColumns">How many columns from the left hold text; the rest hold numbers and stand right.</param>
/// <param name="Rows">As many cells a row as there are columns.</param>
internal sealed record ReportTable(string Id, string Title, string Caption, IReadOnlyList<string> Columns, int TextColumns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Whether there is anything to show.</summary>
    public bool HasRows => Rows.Count > 0;
}
