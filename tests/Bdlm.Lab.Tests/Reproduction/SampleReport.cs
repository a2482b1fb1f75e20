using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction;

/// <summary>Cells and plans that are quick to make: 60 users, 20 candidates, answers drawn with a skill for each model.</summary>
internal static class SampleReport
{
    public const int Users = 60;
    public const int Candidates = 20;

    public static CellFile Cell(string id, int seed, params ModelResult[] models) => new()
    {
        Id = id,
        Title = id.Split('-')[0],
        Dataset = "sample",
        Scale = "laptop",
        Seed = seed,
        Settings = new Dictionary<string, string> { ["lr"] = "0.001" },
        Questions = new QuestionHashes(1, "aa", "bb", "cc", "dd"),
        Models = models,
        Seconds = [new StageSeconds("training", 61.5)],
        Curves = [new CurvePoint("BDLM/llm MRR", 1, 0.3), new CurvePoint("BDLM/llm MRR", 2, 0.4)],
        Diagnostics =
        [
            new DiagnosticSeries("rows/L users", "root mean square by epoch", [1, 2], [0.1, 0.2]),
            new DiagnosticSeries("components/before/L/Drama", "second component (5.0 %) by first (20.0 %)", [0, 1], [1, 2]),
            new DiagnosticSeries("components/before/L/Comedy", "second component (5.0 %) by first (20.0 %)", [2, 3], [-1, -2]),
        ],
        Environment = new RunEnvironmentRecord { Os = "Linux", Processor = "a processor", Architecture = "X64", Cores = 2, TorchThreads = 2, Device = "cpu", Dotnet = "10.0", TorchSharp = "0.107", Bdlm = "0.2.0+abc", PeakMemoryMiB = 1 },
    };

    /// <summary>A model with given ranks, and decisions on two pairs a user: a positive and a negative.</summary>
    public static ModelResult Model(string name, int[] ranks, string decisions) => new()
    {
        Name = name,
        Users = [.. Enumerable.Range(0, ranks.Length)],
        Ranks = ranks,
        TargetPlaces = [.. Enumerable.Range(0, ranks.Length).Select(user => user % Candidates)],
        Decisions = decisions,
        Labels = string.Concat(Enumerable.Repeat("10", ranks.Length)),
        Threshold = 0.5,
        Auc = 0.75,
        ValidationMrr = ranks.Average(rank => 1.0 / rank),
        ValidationHitRate1 = 0.25,
    };

    /// <summary>A model that is right the more often the higher its skill in [0, 1].</summary>
    public static ModelResult Drawn(string name, double skill, int seed)
    {
        var random = new Random(seed);
        int[] ranks = [.. Enumerable.Range(0, Users).Select(_ => random.NextDouble() < skill ? 1 : random.Next(1, Candidates + 1))];
        string decisions = string.Concat(Enumerable.Range(0, 2 * Users).Select(pair => random.NextDouble() < skill ? (pair % 2 == 0 ? '1' : '0') : random.Next(2) == 0 ? '1' : '0'));
        return Model(name, ranks, decisions);
    }

    public static ReportRow Row(string name, RowKind kind, params string[] cells) => new() { Name = name, Kind = kind, Model = name, Cells = cells };

    public static ReportPlan Plan(string experiment, params ReportRow[] rows) => new()
    {
        Experiment = experiment,
        Dataset = "sample",
        DatasetHash = "0123",
        Statistics = [new StatisticsSummary("as read", Users, 100, 1500)],
        Filtering = "none",
        Split = "leave one out by time",
        Candidates = "popularity and text <mixed> & shuffled",
        CandidateCount = Candidates,
        Backbone = "a small Llama",
        Dim = 64,
        Method = [new MethodChoice("inputs of the head", "h, d and <logits>")],
        Scale = "laptop",
        Seeds = [1, 2],
        Command = "lab reproduce table3 --dataset sample --scale laptop --seeds 2 --out runs",
        PlanHash = "4567",
        Rows = rows,
        Facts = new QuestionFacts([.. Enumerable.Range(0, Users)], [.. Enumerable.Range(0, Users).Select(user => 5 + user)], [.. Enumerable.Range(0, Users).Select(user => user % 7)]),
    };

    /// <summary>A small table 3 of two seeds, complete but for one cell.</summary>
    public static (ReportPlan Plan, CellFile[] Cells) TableThree()
    {
        CellFile[] cells =
        [
            .. from seed in new[] { 1, 2 }
               from cell in new[]
               {
                   Cell($"lightgcn-{seed}", seed, Drawn("LightGCN", 0.1, seed)),
                   Cell($"instructrec-{seed}", seed, Drawn("InstructRec", 0.2, 10 + seed)),
                   Cell($"stack-{seed}", seed, Drawn("SASRec + LightGCN", 0.4, 20 + seed)),
                   Cell($"bdlm-{seed}", seed, Drawn("BDLM-llm", 0.5, 30 + seed), Drawn("BDLM-drs", 0.8, 40 + seed)),
               }
               select cell,
        ];
        ReportPlan plan = Plan(
            "table3",
            Row("GMF", RowKind.Baseline, "gmf-1", "gmf-2"),
            Row("LightGCN", RowKind.Baseline, "lightgcn-1", "lightgcn-2"),
            Row("InstructRec", RowKind.Baseline, "instructrec-1", "instructrec-2"),
            Row("SASRec + LightGCN", RowKind.Stack, "stack-1", "stack-2"),
            Row("BDLM-llm", RowKind.Bdlm, "bdlm-1", "bdlm-2"),
            Row("BDLM-drs", RowKind.Bdlm, "bdlm-1", "bdlm-2"));
        return (plan, cells);
    }

    public static RowAnswers Answers(string key, params ModelResult[] seeds) =>
        new(key, seeds.Select((model, place) => ModelAnswers.Of(Cell($"{key}-{place + 1}", place + 1, model), model)));
}
