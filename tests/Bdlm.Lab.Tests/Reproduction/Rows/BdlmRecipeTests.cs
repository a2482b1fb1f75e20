using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows.Joint;
using Bdlm.Lab.Reproduction.Rows.Text;
using Bdlm.Lab.Reproduction.Rows.Titles;
using Bdlm.Lab.Reproduction.Running;

namespace Bdlm.Lab.Reproduction.Rows;

public sealed class BdlmRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", new[] { "BDLM", "judging BDLM-llm", "judging BDLM-drs", "judging BDLM-fit" })]
    [InlineData("without-jl", new[] { "language side", "domain side", "judging BDLM-llm w/o JL", "judging BDLM-drs w/o JL", "judging BDLM-fit w/o JL" })]
    [InlineData("without-et", new[] { "language side", "domain side", "judging BDLM-llm w/o ET", "judging BDLM-drs w/o ET", "judging BDLM-fit w/o ET" })]
    [InlineData("only-pe-removed", new[] { "BDLM", "judging BDLM-llm only PE removed", "judging BDLM-drs only PE removed", "judging BDLM-fit only PE removed" })]
    [InlineData("only-et-removed", new[] { "BDLM", "judging BDLM-llm only ET removed", "judging BDLM-drs only ET removed", "judging BDLM-fit only ET removed" })]
    public void Run_Variant_TrainsItsStagesAndJudgesBothSides(string slug, string[] stages)
    {
        CellFile cell = Run(DomainKind.LightGcn, Variant(slug));
        Assert.Equal(stages, cell.Seconds.Select(stage => stage.Stage));
        Assert.All(cell.Models, model => Assert.InRange(model.Auc, 0, 1));
    }

    [Theory]
    [InlineData(nameof(DomainKind.Ncf), "BDLM-drs on NCF")]
    [InlineData(nameof(DomainKind.Gmf), "BDLM-drs on GMF")]
    [InlineData(nameof(DomainKind.MatrixFactorization), "BDLM-drs on MF")]
    public void Run_OtherRecommenders_GiveBothModels(string kind, string model) =>
        Assert.Equal(model, Run(Enum.Parse<DomainKind>(kind), BdlmVariant.Full).Models[1].Name);

    [Fact]
    public void Run_Full_StartsAlignedAndRecordsWhatHappened()
    {
        CellFile cell = Run(DomainKind.LightGcn, BdlmVariant.Full);
        string[] names = [.. cell.Diagnostics.Select(series => series.Name)];
        foreach (string expected in (string[])["rows/L users", "rows/D items", "rows/M items", "rows/L items to M", "gradient ratio/L", "gradient ratio/D"])
        {
            Assert.Contains(expected, names);
        }

        // Before a step was taken, both sides' rows are M's: the mutual loss has no gradient.
        Assert.Equal(0, cell.Diagnostics.Single(series => series.Name == "gradient ratio/L").Y[0]);
        foreach (string picture in (string[])["components/before/L/", "components/before/D/", "components/after/L/", "components/after/D/"])
        {
            Assert.Equal(60, cell.Diagnostics.Where(series => series.Name.StartsWith(picture, StringComparison.Ordinal)).Sum(series => series.X.Length));
        }
    }

    [Fact]
    public void Run_WithoutPreloading_SharesTheLanguageSideBetweenRecommenders()
    {
        IRowRecipe[] rows = [new BdlmRecipe(DomainKind.LightGcn, BdlmVariant.WithoutPreloading), new BdlmRecipe(DomainKind.Gmf, BdlmVariant.WithoutPreloading)];
        PlanFile plan = TinyRun.Run(TinyRun.Request(_folder.FullPath), rows);
        var store = new CellStore(_folder.FullPath);
        ModelResult[] languages = [.. plan.Experiments[0].Cells.Select(cell => store.Read(cell.Id).Models[0])];
        Assert.Equal(languages[0].Ranks, languages[1].Ranks);
        Assert.Equal(languages[0].Auc, languages[1].Auc);
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder.FullPath, "artefacts"), "language-side-*"));
    }

    [Fact]
    public void Run_WithoutTokens_HasInstructRecForALanguageSide()
    {
        IRowRecipe[] rows = [new InstructRecRecipe(), new BdlmRecipe(DomainKind.LightGcn, BdlmVariant.WithoutTokens), new TitlesRecipe(new InstructRecRecipe(), TitleUse.Shuffled)];
        PlanFile plan = TinyRun.Run(TinyRun.Request(_folder.FullPath), rows);
        var store = new CellStore(_folder.FullPath);
        ModelResult[] languages = [.. plan.Experiments[0].Cells.Select(cell => store.Read(cell.Id).Models[0])];
        Assert.Equal(languages[0].Ranks, languages[1].Ranks);
        Assert.Equal(languages[0].Auc, languages[1].Auc);
        // Other titles make another model.
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_folder.FullPath, "artefacts"), "text-only-language-model-*").Length);
    }

    [Fact]
    public void Name_WithAWeight_SaysSo()
    {
        var recipe = new BdlmRecipe(DomainKind.LightGcn, BdlmVariant.Full, 0.001);
        Assert.Equal("bdlm-lightgcn-lambda-0-001", recipe.Name);
        Assert.Equal("BDLM on LightGCN, λ 0.001", recipe.Title);
        Assert.Equal(["BDLM-llm λ 0.001", "BDLM-drs λ 0.001", "BDLM-fit λ 0.001"], recipe.Models);
    }

    private static BdlmVariant Variant(string slug) => BdlmVariant.All.Single(variant => variant.Slug == slug);

    private CellFile Run(DomainKind kind, BdlmVariant variant)
    {
        PlanFile plan = TinyRun.Run(TinyRun.Request(_folder.FullPath), [new BdlmRecipe(kind, variant)]);
        return new CellStore(_folder.FullPath).Read(plan.Experiments[0].Cells[0].Id);
    }
}
