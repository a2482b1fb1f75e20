using System.Security.Cryptography;
using System.Text;
using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>Computes a report's figures from cells.</summary>
internal sealed class SummaryBuilder
{
    private readonly ReportPlan _plan;
    private readonly Dictionary<string, CellFile> _cells;
    private readonly CellFile[] _ordered;
    private readonly Dictionary<string, RowAnswers> _answers = [];

    /// <summary>Reads the answers of the plan's rows.</summary>
    /// <param name="plan">The rows and their order.</param>
    /// <param name="cells">The finished cells; those that no row names are left out.</param>
    /// <exception cref="InvalidDataException">A cell lacks a row's model, or its answers do not fit each other.</exception>
    public SummaryBuilder(ReportPlan plan, IEnumerable<CellFile> cells)
    {
        _plan = plan;
        string[] wanted = [.. plan.Rows.SelectMany(row => row.Cells).Distinct()];
        _cells = cells.Where(cell => wanted.Contains(cell.Id)).ToDictionary(cell => cell.Id);
        _ordered = [.. wanted.Where(_cells.ContainsKey).Select(id => _cells[id])];
        foreach (ReportRow row in plan.Rows.Where(row => row.Cells.Any(_cells.ContainsKey)))
        {
            _answers.Add(row.Key, new RowAnswers(row.Key, row.Cells.Where(_cells.ContainsKey).Select(id => AnswersOf(_cells[id], row))));
        }
    }

    /// <summary>The summary.</summary>
    public ReportSummary Build()
    {
        RowSummary[] rows = [.. _plan.Rows.Select(SummaryOf)];
        Dictionary<string, RowAnswers> comparable = Comparable();
        IReadOnlyList<RowPair> pairs = _plan.Pairs ?? StandardPairs.For(_plan.Experiment, rows);
        return new ReportSummary
        {
            Experiment = _plan.Experiment,
            Dataset = _plan.Dataset,
            DatasetHash = _plan.DatasetHash,
            Statistics = _plan.Statistics,
            Filtering = _plan.Filtering,
            Split = _plan.Split,
            Candidates = _plan.Candidates,
            CandidateCount = _plan.CandidateCount,
            Backbone = _plan.Backbone,
            Dim = _plan.Dim,
            Method = _plan.Method,
            Scale = _plan.Scale,
            Seeds = _plan.Seeds,
            Users = comparable.Values.FirstOrDefault()?.UserCount ?? 0,
            Questions = [.. _ordered.Select(cell => cell.Questions).Distinct()],
            Run = Run(),
            Rows = rows,
            Tests = RowComparison.Of(comparable, pairs),
            Breakdowns = comparable.Count == 0 ? [] : Breakdown.Of([.. comparable.Values], _plan.Facts, _plan.CandidateCount),
            Cells = [.. _ordered.Select(cell => new CellSummary(cell.Id, cell.Title, cell.Seed, Seconds(cell), Sha256(cell)))],
            Curves = [.. SeriesSelection.Curves(_ordered)],
            Diagnostics = [.. SeriesSelection.Diagnostics(_ordered)],
            Notes = [.. _plan.Notes, .. OthersNote(comparable)],
        };
    }

    private static ModelAnswers AnswersOf(CellFile cell, ReportRow row)
    {
        ModelResult result = cell.Models.FirstOrDefault(model => model.Name == row.Model)
            ?? throw new InvalidDataException($"cell {cell.Id} holds the models {string.Join(", ", cell.Models.Select(model => model.Name))}; expected {row.Model} among them, for the row {row.Key}. Delete the cell's file to have it made anew.");
        return ModelAnswers.Of(cell, result);
    }

    private RowSummary SummaryOf(ReportRow row)
    {
        RowAnswers? answers = _answers.GetValueOrDefault(row.Key);
        string[] found = [.. row.Cells.Where(_cells.ContainsKey)];
        ModelResult[] results = [.. answers?.Seeds.Select(seed => seed.Result) ?? []];
        return new RowSummary
        {
            Key = row.Key,
            Name = row.Name,
            Group = row.Group,
            Kind = row.Kind,
            Model = row.Model,
            Lambda = row.Lambda,
            Cells = found,
            MissingCells = row.Cells.Count - found.Length,
            ValidationMrr = results.Length == 0 ? null : results.Average(result => result.ValidationMrr),
            Values = answers is null ? [] : RowMeasurement.Of(answers),
            Extra = new SortedDictionary<string, double>(
                results.SelectMany(result => result.Extra).GroupBy(figure => figure.Key).ToDictionary(figure => figure.Key, figure => figure.Average(value => value.Value)),
                StringComparer.Ordinal),
        };
    }

    // Rows that answered the first row's questions; the others are shown, but neither tested nor broken down.
    private Dictionary<string, RowAnswers> Comparable()
    {
        RowAnswers[] rows = [.. _plan.Rows.Where(row => _answers.ContainsKey(row.Key)).Select(row => _answers[row.Key])];
        return rows.Where(row => row.Seeds[0].Result.Users.AsSpan().SequenceEqual(rows[0].Seeds[0].Result.Users)).ToDictionary(row => row.Key);
    }

    private IEnumerable<string> OthersNote(Dictionary<string, RowAnswers> comparable)
    {
        string[] others = [.. _answers.Keys.Where(key => !comparable.ContainsKey(key))];
        return others.Length == 0 ? [] : [$"Judged on other users than the rest, and therefore not tested: {string.Join(", ", others)}."];
    }

    private RunSummary Run() => new()
    {
        Command = _plan.Command,
        PlanHash = _plan.PlanHash,
        Versions = [.. _ordered.Select(cell => cell.Environment.Bdlm).Distinct()],
        Machines = [.. _ordered.Select(cell => cell.Environment).Select(machine => $"{machine.Processor}, {machine.Cores} cores, {machine.TorchThreads} threads, {machine.Device}, {machine.Os}, .NET {machine.Dotnet}, TorchSharp {machine.TorchSharp}").Distinct()],
        Seconds = _ordered.Sum(Seconds),
        MissingCells = _plan.Rows.SelectMany(row => row.Cells).Distinct().Count(id => !_cells.ContainsKey(id)),
    };

    private static double Seconds(CellFile cell) => Math.Round(cell.Seconds.Sum(stage => stage.Seconds), 2);

    /// <summary>The fingerprint of a cell: of its text, the same wherever it is written.</summary>
    public static string Sha256(CellFile cell) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ResultJson.Text(cell).ReplaceLineEndings("\n"))));
}
