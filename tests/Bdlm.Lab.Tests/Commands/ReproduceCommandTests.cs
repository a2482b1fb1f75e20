using System.Text.Json.Nodes;
using Bdlm.Lab.Reproduction.Reports;
using Bdlm.Testing;

namespace Bdlm.Lab.Commands;

public sealed class ReproduceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reproduce_OneRowOfTable3_WritesPlanCellAndReport()
    {
        string dataset = RealData.Require("ml-100k");
        LabOutput output = await LabCall.Run("reproduce", [.. Arguments("table3", dataset), "--only", "popularity"]);
        Assert.Equal(0, output.ExitCode);
        Assert.Contains("Popularity, seed 1: done (1/1 cells", output.Text, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.File("cells")));
        JsonNode plan = LabCall.Read(_folder.File("plan.json"));
        Assert.True(plan["experiments"]![0]!["cells"]!.AsArray().Count >= 13);
        Assert.Empty(ReportCheck.Of(_folder.File("table3")));

        Assert.EndsWith("Add --resume to go on with it, or choose another --out.", await LabCall.Fault("reproduce", Arguments("table1", dataset)), StringComparison.Ordinal);
        Assert.Equal(0, (await LabCall.Run("reproduce", [.. Arguments("table1", dataset), "--resume"])).ExitCode);
        Assert.Contains("100,000", File.ReadAllText(Path.Combine(_folder.File("table1"), "table1.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table2", "cpu", "laptop", "the experiment is table2; expected one of table1, table3, table4, figure5, figure6, titles.")]
    [InlineData("table3", "gpu", "laptop", "--device is gpu; expected cpu, cuda or cuda:N.")]
    [InlineData("table3", "cpu", "paper", "--scale is paper without --backbone; expected the folder of a Hugging Face Llama, such as one with a hidden size of 4096. The paper's scale pretrains none.")]
    public async Task Reproduce_Fault_IsToldBeforeDataAreRead(string experiment, string device, string scale, string expected) =>
        Assert.Equal(expected, await LabCall.Fault("reproduce", experiment, "--dataset", "nowhere", "--out", _folder.FullPath, "--device", device, "--scale", scale));

    [Theory]
    [InlineData("--seeds", "0", "--seeds is 0; expected a whole number of at least 1.")]
    [InlineData("--scale", "tiny", "--scale is tiny; expected laptop or paper.")]
    [InlineData("--max-users", "-1", "--max-users is -1; expected a whole number of at least 1.")]
    public void Reproduce_OptionOutOfRange_SaysWhatIsExpected(string option, string value, string expected) =>
        Assert.Equal([expected], LabCall.Errors("reproduce", [.. Arguments("table3"), option, value]));

    private string[] Arguments(string experiment, string dataset = "ml-100k") => [experiment, "--dataset", dataset, "--out", _folder.FullPath];
}
