using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Rows.Text;

public sealed class LlmRecRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ABackboneThatIsNoChatModel_MissesWhereItsAnswersCannotBeRead()
    {
        RowContext context = TextWorld.Run(new LlmRecRecipe(), _folder.FullPath);
        ModelResult generated = context.Log.Models[0];
        // Eight users' lists and pairs, of validation and of test: 2 · (8 + 16) questions.
        double valid = generated.Extra["valid answers, validation and test"];
        Assert.Equal(Math.Round(48 * valid), 48 * valid, 1e-9);
        Assert.InRange(valid, 0, 1);
        Assert.Equal(0, generated.Extra["questions that did not fit, validation and test"]);
        Assert.True(generated.Ranks.Average() > context.Log.Models[1].Ranks.Average(), "what the model knows is more than what it can say");
        Assert.Contains(context.Log.Models[1].Extra["ranked by title likelihood"], (double[])[0, 1]);
    }
}
