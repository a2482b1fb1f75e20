using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bdlm.Joint;
using Bdlm.Lab.Experiments;
using Bdlm.Loops;
using Bdlm.Metrics;
using Bdlm.Serialization;
using TorchSharp;

namespace Bdlm.Lab.Reporting;

/// <summary>Writes <c>report.json</c>: dataset, protocol, rows, seconds, environment.</summary>
internal static class ReportFile
{
    // A metric may be NaN: the report says so rather than be lost.
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes by temporary file and rename.</summary>
    public static void Write(string path, ExperimentResult result, ExperimentOptions options) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, Build(result, options), Format));

    private static object Build(ExperimentResult result, ExperimentOptions options) => new
    {
        dataset = Dataset(result.Data),
        protocol = Protocol(result, options),
        rows = result.Rows.Select(row => new { model = row.Model, metrics = Metrics(row) }),
        curves = result.Curves.Epochs.Select(epoch => new { epoch = epoch.Epoch + 1, losses = Values(epoch.Losses), validation = Values(epoch.Metrics) }),
        mutualToTaskGradient = new { language = result.Balances.MedianRatio(Side.Language), domain = result.Balances.MedianRatio(Side.Domain), of = "median over every 50th turn, on the rows and parameters that both losses reach" },
        seconds = result.Seconds.ToDictionary(stage => stage.Stage, stage => Math.Round(stage.Seconds, 2)),
        environment = new
        {
            os = RuntimeInformation.OSDescription,
            architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            cores = Environment.ProcessorCount,
            torchThreads = torch.get_num_threads(),
            dotnet = Environment.Version.ToString(),
            torchSharp = typeof(torch).Assembly.GetName().Version?.ToString(),
            peakMemoryMiB = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
        },
    };

    private static object Dataset(ExperimentData data) => new
    {
        name = data.Name,
        users = data.Log.UserCount,
        items = data.Log.ItemCount,
        interactions = data.Log.Count,
        trainInteractions = data.Split.Train.InteractionCount,
    };

    private static object Protocol(ExperimentResult result, ExperimentOptions options) => new
    {
        split = "leave one out by time: last item test, last but one validation",
        candidateHash = result.Data.TestCandidates.Hash,
        candidates = result.Data.TestCandidates.Description,
        pairHash = result.Data.TestPairs.Hash,
        validationCandidateHash = result.Data.ValidationCandidates.Hash,
        seeds = new[] { options.Seed },
        users = result.Rows[0].Ranking.Count,
        intervals = "95 %, Wilson, over users",
        threshold = "best F1 on validation pairs",
        leakageAudit = result.Data.Audit.ToString(),
        scale = result.Data.Scale,
        quick = options.Quick,
    };

    private static object Metrics(ModelRow row) => new Dictionary<string, object>
    {
        ["HR@1"] = Interval(row.Ranking.HitRate(1)),
        ["HR@2"] = Interval(row.Ranking.HitRate(2)),
        ["MRR"] = Round(row.Ranking.MeanReciprocalRank),
        ["precision"] = Round(row.Interaction.AtThreshold.Precision),
        ["recall"] = Round(row.Interaction.AtThreshold.Recall),
        ["F1"] = Round(row.Interaction.AtThreshold.F1),
        ["threshold"] = Round(row.Interaction.AtThreshold.Threshold),
        ["AUC"] = Round(row.Interaction.Auc),
    };

    private static object Interval(ConfidenceInterval interval) =>
        new { value = Round(interval.Estimate), lower = Round(interval.Lower), upper = Round(interval.Upper) };

    private static Dictionary<string, double> Values(IEnumerable<NamedValue> values) => values.ToDictionary(value => value.Name, value => Round(value.Value));

    private static double Round(double value) => Math.Round(value, 6);
}
