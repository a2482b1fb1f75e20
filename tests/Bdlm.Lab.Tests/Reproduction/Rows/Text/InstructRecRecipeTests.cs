using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Text;

public sealed class InstructRecRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_LogsBothWaysToRankAfterEveryEpoch()
    {
        RowContext context = TextWorld.Run(new InstructRecRecipe(), _folder.FullPath);
        string[] series = [.. context.Log.Curves.Select(point => point.Series).Distinct()];
        Assert.Contains("InstructRec/MRR by title likelihood", series);
        Assert.Contains("InstructRec/MRR by yes or no", series);
        Assert.Equal(Enumerable.Range(1, TextWorld.Scale.Epochs), context.Log.Curves.Where(point => point.Series == "InstructRec/MRR by yes or no").Select(point => point.Epoch));
        Assert.Contains(context.Log.Models[0].Extra["ranked by title likelihood"], (double[])[0, 1]);
    }

    [Fact]
    public void Settings_HaveThePassesOfBdlmPatienceAndABatchOfTheirOwn()
    {
        IReadOnlyDictionary<string, string> settings = new InstructRecRecipe().Settings(TextWorld.Setting() with { Scale = TextWorld.Scale with { Epochs = 7, Patience = null, Text = new TextScale { Batch = 24 } } });
        Assert.Equal(("7", "5", "24"), (settings["training.epochs"], settings["training.patience"], settings["text.batch"]));
        Assert.Contains("language.rate", settings.Keys);
        Assert.Contains("backbone.hash", settings.Keys);
    }

    [Fact]
    public void Settings_WithEpochsForTextAlone_HaveThem()
    {
        IReadOnlyDictionary<string, string> settings = new InstructRecRecipe().Settings(TextWorld.Setting() with { Scale = TextWorld.Scale with { Epochs = 7, Text = new TextScale { Epochs = 9 } } });
        Assert.Equal("9", settings["training.epochs"]);
    }

    [Fact]
    public void Settings_AnotherRateOfTheRecommender_ChangesNothing()
    {
        RowSetting setting = TextWorld.Setting();
        RowSetting other = setting with { Scale = setting.Scale with { LightGcn = new RecommenderScale { Rate = 0.5 } } };
        Assert.Equal(new InstructRecRecipe().Settings(setting), new InstructRecRecipe().Settings(other));
    }
}
