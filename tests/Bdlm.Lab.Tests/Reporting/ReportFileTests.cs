using System.Text.Json.Nodes;
using Bdlm.Lab.Commands;

namespace Bdlm.Lab.Reporting;

[Collection(nameof(QuickRun))]
public sealed class ReportFileTests(QuickRun run)
{
    private static readonly string[] Shares = ["MRR", "precision", "recall", "F1", "AUC"];

    [Fact]
    public void Report_HasItsParts() => Assert.Equal(
        ["dataset", "protocol", "rows", "curves", "mutualToTaskGradient", "seconds", "environment"],
        run.Report.AsObject().Select(part => part.Key));

    [Fact]
    public void Dataset_TellsNameAndSizes()
    {
        JsonNode dataset = run.Report["dataset"]!;
        Assert.Equal("generated films", dataset["name"]!.GetValue<string>());
        Assert.Equal((600, 300), (dataset["users"]!.GetValue<int>(), dataset["items"]!.GetValue<int>()));
        // Two targets of each user are held out.
        Assert.Equal(dataset["interactions"]!.GetValue<int>() - 1200, dataset["trainInteractions"]!.GetValue<int>());
    }

    [Fact]
    public void Protocol_TellsHashesSeedsAndUsers()
    {
        JsonNode protocol = run.Report["protocol"]!;
        foreach (string hash in (string[])["candidateHash", "pairHash", "validationCandidateHash"])
        {
            Assert.Matches("^[0-9a-f]{16}$", protocol[hash]!.GetValue<string>());
        }

        Assert.Equal([1], protocol["seeds"]!.AsArray().Select(seed => seed!.GetValue<int>()));
        Assert.Equal(40, protocol["users"]!.GetValue<int>());
        Assert.Contains("1 + 19", protocol["candidates"]!.GetValue<string>());
        Assert.StartsWith("no leakage", protocol["leakageAudit"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(protocol["quick"]!.GetValue<bool>());
    }

    [Fact]
    public void Rows_NameEveryModelOnce()
    {
        string[] models = [.. Rows().Select(row => row["model"]!.GetValue<string>())];
        Assert.Equal(models.Length, models.Distinct().Count());
        foreach (string model in (string[])["popularity", "LightGCN", "text-only LLM", "BDLM-llm", "BDLM-drs"])
        {
            Assert.Contains(model, models);
        }

        Assert.Equal(2, models.Count(model => model.StartsWith("tokens", StringComparison.Ordinal)));
    }

    [Fact]
    public void Metrics_AreSharesWithIntervalsAroundTheHitRates()
    {
        foreach (JsonNode metrics in Rows().Select(row => row["metrics"]!))
        {
            Assert.All(Shares, name => Assert.InRange(metrics[name]!.GetValue<double>(), 0, 1));
            foreach (JsonNode hits in (JsonNode[])[metrics["HR@1"]!, metrics["HR@2"]!])
            {
                double value = hits["value"]!.GetValue<double>();
                Assert.InRange(hits["lower"]!.GetValue<double>(), 0, value);
                Assert.InRange(hits["upper"]!.GetValue<double>(), value, 1);
            }

            Assert.True(metrics["HR@1"]!["value"]!.GetValue<double>() <= metrics["HR@2"]!["value"]!.GetValue<double>());
        }
    }

    [Fact]
    public void Rows_KnowWhatIsPossible()
    {
        double oracle = HitRate("best possible");
        Assert.True(oracle > HitRate("popularity"));
    }

    [Fact]
    public void Curves_HaveLossesAndValidationOfEveryEpoch()
    {
        JsonArray curves = run.Report["curves"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, curves.Count), curves.Select(epoch => epoch!["epoch"]!.GetValue<int>()));
        Assert.All(curves, epoch =>
        {
            Assert.All((string[])["L_LLM", "L_ML^L", "L_DRS", "L_ML^D"], loss => Assert.True(epoch!["losses"]![loss]!.GetValue<double>() >= 0));
            Assert.All((string[])["llm HR@1", "llm MRR", "drs HR@1", "drs MRR"], metric => Assert.InRange(epoch!["validation"]![metric]!.GetValue<double>(), 0, 1));
        });
    }

    [Fact]
    public void Seconds_AreToldForEachStage()
    {
        JsonObject seconds = run.Report["seconds"]!.AsObject();
        Assert.True(seconds.Count > 5);
        Assert.All(seconds, stage => Assert.True(stage.Value!.GetValue<double>() >= 0));
    }

    [Fact]
    public void Environment_TellsTheMachine()
    {
        JsonNode environment = run.Report["environment"]!;
        Assert.All((string[])["os", "architecture", "dotnet", "torchSharp"], name => Assert.NotEmpty(environment[name]!.GetValue<string>()));
        Assert.True(environment["cores"]!.GetValue<int>() >= 1);
        Assert.True(environment["torchThreads"]!.GetValue<int>() >= 1);
        Assert.True(environment["peakMemoryMiB"]!.GetValue<long>() > 50);
    }

    private double HitRate(string model) => Rows().Single(row => row["model"]!.GetValue<string>().StartsWith(model, StringComparison.Ordinal))["metrics"]!["HR@2"]!["value"]!.GetValue<double>();

    private IEnumerable<JsonNode> Rows() => run.Report["rows"]!.AsArray().Select(row => row!);
}
