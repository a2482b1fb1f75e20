using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Running;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

public sealed class RecommenderRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => [.. RecommenderRows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_TinyWorld_TrainsAndJudgesTheRow(string name)
    {
        IRowRecipe row = RecommenderRows.All.Single(recipe => recipe.Name == name);
        PlanFile plan = TinyRun.Run(TinyRun.Request(_folder.FullPath), [row]);
        CellFile cell = new CellStore(_folder.FullPath).Read(plan.Experiments[0].Cells[0].Id);
        ModelResult model = Assert.Single(cell.Models);
        Assert.Equal(row.Models[0], model.Name);
        Assert.Equal(6, model.Ranks.Length);
        Assert.All(model.Ranks, rank => Assert.InRange(rank, 1, 20));
        Assert.InRange(model.ValidationMrr, 0.05, 1);
        bool isTrained = name is "sasrec" or "gru4rec" or "bert4rec";
        Assert.Equal(isTrained, cell.Curves.Count > 0);
        Assert.Equal(name.Contains("lightgcn", StringComparison.Ordinal) ? 4 : 0, model.Extra.Count);
    }

    [Fact]
    public void Run_SasRecThenItsStack_TrainsSasRecOnce()
    {
        IRowRecipe[] rows = [.. RecommenderRows.All.Where(row => row.Name.Contains("sasrec", StringComparison.Ordinal))];
        TinyRun.Run(TinyRun.Request(_folder.FullPath), rows);
        string[] artefacts = [.. Directory.EnumerateDirectories(_folder.File("artefacts")).Select(folder => Path.GetFileName(folder).Split('-')[0]).Order()];
        Assert.Equal(["lightgcn", "sasrec"], artefacts);
    }
}
