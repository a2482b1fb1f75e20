using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows.Joint;
using Bdlm.Lab.Reproduction.Rows.Text;
using Bdlm.Lab.Reproduction.Rows.Titles;
using Bdlm.Lab.Reproduction.Running;

namespace Bdlm.Lab.Reproduction.Rows;

public sealed class TitlesRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_TrueAndShuffledTitles_ShareBackboneAndQuestionsAndDiffer()
    {
        var row = new InstructRecRecipe();
        PlanFile plan = TinyRun.Run(TinyRun.Request(_folder.FullPath), [row, new TitlesRecipe(row, TitleUse.Shuffled)]);
        CellFile[] cells = [.. plan.Experiments[0].Cells.Select(cell => new CellStore(_folder.FullPath).Read(cell.Id))];
        Assert.Equal("InstructRec with shuffled titles", Assert.Single(cells[1].Models).Name);
        Assert.Equal(cells[0].Questions, cells[1].Questions);
        Assert.Equal(cells[0].Settings["backbone.hash"], cells[1].Settings["backbone.hash"]);
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder.FullPath, "artefacts"), "backbone-*"));
        Assert.NotEqual(cells[0].Models[0].ValidationMrr, cells[1].Models[0].ValidationMrr);
    }

    [Fact]
    public void Settings_OfBdlm_SayThatTitlesAreShown()
    {
        var row = new TitlesRecipe(new BdlmRecipe(DomainKind.LightGcn, BdlmVariant.Full), TitleUse.Shown);
        RowSetting setting = TinyRun.Setting(TinyRun.Scale with { Titles = false });
        Assert.Equal(("True", "Shown"), (row.Settings(setting)["prompts.titles"], row.Settings(setting)["titles"]));
        Assert.Equal(["BDLM-llm with titles", "BDLM-drs with titles", "BDLM-fit with titles"], row.Models);
        Assert.Equal("bdlm-lightgcn-with-titles", row.Name);
    }
}
