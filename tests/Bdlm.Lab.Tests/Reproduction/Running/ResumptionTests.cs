using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Rows.Joint;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Running;

public sealed class ResumptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BDLM", 5)]
    [InlineData("LightGCN", 2)]
    [InlineData("judging BDLM-drs", 0)]
    public void Run_StoppedInTheMiddleOfACell_EndsWithTheSameFile(string stage, int step)
    {
        string id = TinyRun.Run(Request("straight"), Rows(BdlmVariant.Full)).Experiments[0].Cells[0].Id;
        Stop("halting", BdlmVariant.Full, stage, step);
        Assert.False(new CellStore(_folder.File("halting")).Has(id));
        TinyRun.Run(Request("halting"), Rows(BdlmVariant.Full));
        Assert.Equal(CellText.Of(_folder.File("straight"), id), CellText.Of(_folder.File("halting"), id));
    }

    [Theory]
    [InlineData("language side", 1)]
    [InlineData("domain side", 1)]
    public void Run_AblationStopped_EndsWithTheSameFile(string stage, int step)
    {
        string id = TinyRun.Run(Request("straight"), Rows(BdlmVariant.WithoutPreloading)).Experiments[0].Cells[0].Id;
        Stop("halting", BdlmVariant.WithoutPreloading, stage, step);
        TinyRun.Run(Request("halting"), Rows(BdlmVariant.WithoutPreloading));
        Assert.Equal(CellText.Of(_folder.File("straight"), id), CellText.Of(_folder.File("halting"), id));
    }

    private static IReadOnlyList<IRowRecipe> Rows(BdlmVariant variant) => [new BdlmRecipe(DomainKind.LightGcn, variant)];

    private void Stop(string folder, BdlmVariant variant, string stage, int step)
    {
        using var cancellation = new CancellationTokenSource();
        using ReproduceRun run = TinyRun.Open(Request(folder), Rows(variant));
        Assert.ThrowsAny<OperationCanceledException>(() => run.Run(new StoppingDisplay(stage, step, cancellation), cancellation.Token));
    }

    private ReproduceRequest Request(string folder) => TinyRun.Request(_folder.File(folder));

    /// <summary>Stops the run at a step of a stage.</summary>
    private sealed class StoppingDisplay(string stage, int step, CancellationTokenSource cancellation) : IPlanDisplay
    {
        public void BeginCell(string title, PlanState state)
        {
        }

        public void Show(PlanState state)
        {
        }

        public void EndCell(string title, PlanState state)
        {
        }

        public void Report(TrainingProgress value) => StopAt(value.Stage, value.Step);

        public IDisposable Begin(string name)
        {
            StopAt(name, step);
            return new MemoryStream();
        }

        private void StopAt(string name, long at)
        {
            if (name == stage && at >= step)
            {
                cancellation.Cancel();
            }
        }
    }
}
