using Bdlm.Evaluation;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Running;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Rows;

public sealed class RowContextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_AfterTheTest_IsRefused()
    {
        string fault = Fault(context =>
        {
            context.Judge("one", new Constant());
            context.Train("more", _ => new TrainingHistory([], null, false));
        });
        Assert.Equal("more would train after one was judged on the test questions; expected all training before. Judge at the end of the recipe.", fault);
    }

    [Fact]
    public void Judge_Twice_IsRefused()
    {
        string fault = Fault(context =>
        {
            context.Judge("one", new Constant());
            context.Judge("one", new Constant());
        });
        Assert.Equal("one was judged twice in one cell; expected once. The test questions are put once.", fault);
    }

    [Fact]
    public void Run_ModelsOtherThanPromised_IsRefused() =>
        Assert.Equal("made judged two; expected one. Judge every model that the recipe names.", Fault(context => context.Judge("two", new Constant())));

    [Fact]
    public void Judge_ConstantScores_RanksEveryTargetLast()
    {
        PlanFile plan = TinyRun.Run(TinyRun.Request(_folder.FullPath), [new Made(context => context.Judge("one", new Constant(), new Dictionary<string, double> { ["valid answers"] = 0.5 }))]);
        Results.ModelResult model = new CellStore(_folder.FullPath).Read(plan.Experiments[0].Cells[0].Id).Models[0];
        Assert.All(model.Ranks, rank => Assert.Equal(20, rank));
        Assert.Equal("111111111111", model.Decisions);
        Assert.Equal(0.5, model.Auc);
        Assert.Equal(0.05, model.ValidationMrr, 12);
        Assert.Equal(0.5, model.Extra["valid answers"]);
    }

    private string Fault(Action<RowContext> run) =>
        Assert.Throws<InvalidOperationException>(() => TinyRun.Run(TinyRun.Request(_folder.FullPath), [new Made(run)])).Message;

    private sealed class Made(Action<RowContext> run) : IRowRecipe
    {
        public string Name => "made";

        public string Title => "Made";

        public IReadOnlyList<string> Models => ["one"];

        public double Cost => 1;

        public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new Dictionary<string, string>();

        public void Run(RowContext context) => run(context);
    }

    private sealed class Constant : IScorer
    {
        public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default) => new float[questions.Count];

        public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default) =>
            [.. questions.Select(question => new float[question.Candidates.Count])];
    }
}
