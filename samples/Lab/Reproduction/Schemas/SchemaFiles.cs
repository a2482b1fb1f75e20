using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Paper;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Schemas;

/// <summary>The schema files that lie in this folder.</summary>
internal static class SchemaFiles
{
    /// <summary>Each file's name and what it has to hold.</summary>
    public static IReadOnlyDictionary<string, string> All() => new Dictionary<string, string>
    {
        [NameOf(PlanFile.SchemaName)] = SchemaText.Of<PlanFile>(PlanFile.SchemaName),
        [NameOf(CellFile.SchemaName)] = SchemaText.Of<CellFile>(CellFile.SchemaName),
        [NameOf(ReportSummary.SchemaName)] = SchemaText.Of<ReportSummary>(ReportSummary.SchemaName),
        [NameOf(PaperFigures.SchemaName)] = SchemaText.Of<PaperFigures>(PaperFigures.SchemaName),
    };

    private static string NameOf(string schema) => $"{schema.Replace('/', '-')}.schema.json";
}
