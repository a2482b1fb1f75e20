using System.Text;
using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Plots;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Texts;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>Checks a report's folder against what the code would write from its summary, and against its cells where they lie beside it.</summary>
internal static class ReportCheck
{
    private const string CellsFolder = "cells";

    /// <summary>What does not agree, a sentence each; empty where all does.</summary>
    /// <exception cref="InvalidDataException">The summary cannot be read.</exception>
    public static IReadOnlyList<string> Of(string folder)
    {
        ReportSummary summary = ResultJson.Read<ReportSummary>(Path.Combine(folder, ReportFolder.SummaryName));
        if (summary.Schema != ReportSummary.SchemaName)
        {
            return [$"{ReportFolder.SummaryName} has the schema {summary.Schema}; expected {ReportSummary.SchemaName}. Run the command again."];
        }

        IReadOnlyList<PlotSpec> plots = ReportPlots.Of(summary);
        string[] faults = [.. plots.SelectMany(plot => Faults(folder, plot))];
        return faults.Length > 0 ? faults : [.. Texts(folder, summary, plots), .. Plan(folder, summary), .. Cells(folder, summary)];
    }

    private static IEnumerable<string> Faults(string folder, PlotSpec plot)
    {
        string path = Path.Combine(folder, $"{plot.Name}.svg");
        string found = File.Exists(path) ? PlotImages.HashIn(File.ReadAllText(path)) : "no file";
        if (found != plot.Hash())
        {
            yield return $"{plot.Name}.svg shows {found}; expected {plot.Hash()}, which the summary gives. Run the command again.";
        }

        if (!File.Exists(Path.Combine(folder, $"{plot.Name}.png")))
        {
            yield return $"{plot.Name}.png is missing; expected it beside the SVG. Run the command again.";
        }
    }

    private static IEnumerable<string> Texts(string folder, ReportSummary summary, IReadOnlyList<PlotSpec> plots)
    {
        Dictionary<string, string> svgs = plots.ToDictionary(plot => plot.Name, plot => File.ReadAllText(Path.Combine(folder, $"{plot.Name}.svg")));
        foreach (ReportDocument document in ReportFolder.Texts(summary, svgs))
        {
            string path = Path.Combine(folder, document.Name);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(document.Text)))
            {
                yield return $"{document.Name} is not what the code writes from {ReportFolder.SummaryName}. Run the command again, and do not edit reports by hand.";
            }
        }
    }

    private static IEnumerable<string> Plan(string folder, ReportSummary summary)
    {
        string path = Beside(folder, PlanFile.FileName);
        if (File.Exists(path))
        {
            PlanFile plan = ResultJson.Read<PlanFile>(path);
            string found = plan.Experiments.Any(experiment => experiment.Name == summary.Experiment) ? PlanHash.Of(plan, summary.Experiment) : "no such experiment";
            if (found != summary.Run.PlanHash)
            {
                yield return $"{PlanFile.FileName} gives {summary.Experiment} the hash {found}; expected {summary.Run.PlanHash}, as the report tells. Run the command again.";
            }
        }
    }

    private static IEnumerable<string> Cells(string folder, ReportSummary summary)
    {
        foreach (CellSummary cell in summary.Cells.Where(cell => File.Exists(PathOf(folder, cell))))
        {
            CellFile file = ResultJson.Read<CellFile>(PathOf(folder, cell));
            if (SummaryBuilder.Sha256(file) != cell.Sha256)
            {
                yield return $"{CellsFolder}/{cell.Id}.json is not the cell that the summary was made from: SHA-256 {SummaryBuilder.Sha256(file)}; expected {cell.Sha256}. Run the command again.";
            }

            foreach (string fault in summary.Rows.Where(row => row.Cells.Contains(cell.Id)).SelectMany(row => Figures(file, row)))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Figures(CellFile cell, RowSummary row)
    {
        ModelAnswers answers = ModelAnswers.Of(cell, cell.Models.Single(model => model.Name == row.Model));
        return from measure in Measures.All
               let told = row[measure.Name]?.Seeds.FirstOrDefault(seed => seed.Seed == cell.Seed)
               where told is not null && told.Value != Rounding.Round(measure.Value(answers))
               select FormattableString.Invariant($"{row.Key}, seed {cell.Seed}: {measure.Name} is {told.Value}; expected {Rounding.Round(measure.Value(answers))}, as the answers of {cell.Id} give. Run the command again.");
    }

    private static string PathOf(string folder, CellSummary cell) => Beside(folder, Path.Combine(CellsFolder, $"{cell.Id}.json"));

    // Experiments of one run share plan and cells, which then lie above the report's folder.
    private static string Beside(string folder, string name)
    {
        string inside = Path.Combine(folder, name);
        return File.Exists(inside) ? inside : Path.Combine(folder, "..", name);
    }
}
