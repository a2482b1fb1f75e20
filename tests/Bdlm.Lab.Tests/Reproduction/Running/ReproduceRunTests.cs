using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Rows.Domain;
using Bdlm.Lab.Reproduction.Rows.Joint;

namespace Bdlm.Lab.Reproduction.Running;

public sealed class ReproduceRunTests : IDisposable
{
    private static readonly IReadOnlyList<IRowRecipe> Recommenders = [new DomainRowRecipe(DomainKind.LightGcn), new DomainRowRecipe(DomainKind.MatrixFactorization)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_TwoRows_LeavesCellsThatReadBackAndNothingRunning()
    {
        PlanFile plan = TinyRun.Run(Request("out"), Recommenders);
        var store = new CellStore(_folder.File("out"));
        Assert.All(plan.Experiments[0].Cells, cell => Assert.Equal(cell.Models, store.Read(cell.Id).Models.Select(model => model.Name)));
        CellFile lightGcn = store.Read(plan.Experiments[0].Cells[0].Id);
        Assert.Equal(6, lightGcn.Models[0].Ranks.Length);
        Assert.Equal("101010101010", lightGcn.Models[0].Labels);
        Assert.Equal(12, lightGcn.Models[0].Decisions.Length);
        Assert.Contains(lightGcn.Curves, point => point is { Series: "LightGCN/MRR", Epoch: 2 });
        Assert.False(Directory.Exists(Path.Combine(_folder.File("out"), "running", lightGcn.Id)));
    }

    [Fact]
    public void Run_SameSeedElsewhere_GivesTheSameDigits_AnotherSeedOthers()
    {
        PlannedCell[] cells = [.. TinyRun.Run(Request("a") with { Seeds = 2 }, Recommenders).Experiments[0].Cells];
        TinyRun.Run(Request("b"), Recommenders);
        Assert.Equal(CellText.Of(_folder.File("a"), cells[0].Id), CellText.Of(_folder.File("b"), cells[0].Id));
        CellFile[] seeds = [.. cells.Where(cell => cell.Recipe == "lightgcn").Select(cell => new CellStore(_folder.File("a")).Read(cell.Id))];
        Assert.NotEqual(seeds[0].Models[0].ValidationMrr, seeds[1].Models[0].ValidationMrr);
        Assert.Equal(seeds[0].Questions, seeds[1].Questions);
        Assert.Equal(seeds[0].Models[0].Users, seeds[1].Models[0].Users);
    }

    [Fact]
    public void Open_FinishedCells_AsksForResume()
    {
        TinyRun.Run(Request("out") with { Only = ["MF"] }, Recommenders);
        var fault = Assert.Throws<InvalidOperationException>(() => TinyRun.Open(Request("out"), Recommenders));
        Assert.Equal($"{_folder.File("out")} holds finished cells. Add --resume to go on with it, or choose another --out.", fault.Message);
        TinyRun.Run(Request("out") with { Resume = true }, Recommenders);
    }

    [Fact]
    public void Open_OtherScale_SaysWhatDiffersAndLetsGoOfTheFolder()
    {
        TinyRun.Run(Request("out"), Recommenders);
        LabScale other = TinyRun.Scale with { LightGcn = TinyRun.Scale.LightGcn with { Rate = 0.5 } };
        var fault = Assert.Throws<InvalidOperationException>(() => TinyRun.Open(Request("out") with { Resume = true }, Recommenders, other));
        Assert.Contains("lightgcn, recommender.rate: 0.005 there, 0.5 now", fault.Message, StringComparison.Ordinal);
        TinyRun.Open(Request("out") with { Resume = true }, Recommenders).Dispose();
    }

    [Fact]
    public void Open_FolderInUse_IsRefused()
    {
        using ReproduceRun first = TinyRun.Open(Request("out"), Recommenders);
        var fault = Assert.Throws<IOException>(() => TinyRun.Open(Request("out"), Recommenders));
        Assert.Equal($"{_folder.File("out")} is in use by another lab reproduce. Wait until that has ended, or choose another --out.", fault.Message);
    }

    [Fact]
    public void Run_Only_LeavesTheOthersForLater()
    {
        PlanFile plan = TinyRun.Run(Request("out") with { Only = ["MF"] }, Recommenders);
        var store = new CellStore(_folder.File("out"));
        Assert.Equal([false, true], plan.Experiments[0].Cells.Select(cell => store.Has(cell.Id)));
    }

    [Fact]
    public void Run_SecondExperimentInTheFolder_TakesItsCellsOver()
    {
        IRowRecipe[] full = [new BdlmRecipe(DomainKind.LightGcn, BdlmVariant.Full)];
        PlanFile plan = TinyRun.Run(Request("out"), full);
        DateTime written = File.GetLastWriteTimeUtc(CellText.Path(_folder.File("out"), plan.Experiments[0].Cells[0].Id));
        plan = TinyRun.Run(Request("out") with { Experiment = "another", Resume = true }, full);
        Assert.Equal(plan.Experiments[0].Cells[0].Id, plan.Experiments[1].Cells[0].Id);
        Assert.Equal(written, File.GetLastWriteTimeUtc(CellText.Path(_folder.File("out"), plan.Experiments[1].Cells[0].Id)));
    }

    private ReproduceRequest Request(string folder) => TinyRun.Request(_folder.File(folder));
}
