using Bdlm.Data;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Rows.Text;

public sealed class TextRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. TextRows.All.Select(row => row.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_OnATinyWorld_AnswersEveryQuestionOfEveryModel(string name)
    {
        IRowRecipe row = RowOf(name);
        RowContext context = TextWorld.Run(row, _folder.FullPath);
        Assert.Equal(row.Models, context.Log.Models.Select(model => model.Name));
        Assert.All(context.Log.Models, model =>
        {
            Assert.Equal(8, model.Ranks.Length);
            Assert.All(model.Ranks, rank => Assert.InRange(rank, 1, 20));
            Assert.Equal((16, 16), (model.Decisions.Length, model.Labels.Length));
            Assert.InRange(model.Auc, 0, 1);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Twice_GivesTheSameAnswers(string name)
    {
        ModelResult[] first = [.. TextWorld.Run(RowOf(name), _folder.File("one")).Log.Models];
        // The second run reads the first one's backbone in one case, and makes its own in the other.
        ModelResult[] cached = [.. TextWorld.Run(RowOf(name), _folder.File("one")).Log.Models];
        ModelResult[] fresh = [.. TextWorld.Run(RowOf(name), _folder.File("two")).Log.Models];
        Assert.All((ModelResult[][])[cached, fresh], again => Assert.All(first.Zip(again), pair =>
        {
            Assert.Equal(pair.First.Ranks, pair.Second.Ranks);
            Assert.Equal(pair.First.Decisions, pair.Second.Decisions);
            Assert.Equal((pair.First.Auc, pair.First.Threshold), (pair.Second.Auc, pair.Second.Threshold));
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_OfShuffledTitles_AreOthers(string name)
    {
        ItemCatalog catalog = TextWorld.Data.Catalog;
        ItemDescription[] items = [.. Enumerable.Range(0, catalog.Count).Select(item => catalog[item])];
        var shuffled = new ItemCatalog(items.Select((item, place) => items[(place + 7) % items.Length]));
        IRowRecipe row = RowOf(name);
        IReadOnlyDictionary<string, string> plain = row.Settings(TextWorld.Setting());
        Assert.Equal(plain, row.Settings(TextWorld.Setting()));
        Assert.NotEqual(plain, row.Settings(TextWorld.Setting(data: TextWorld.Data with { Catalog = shuffled })));
    }

    [Fact]
    public void All_HasTheThreeRowsOfThePaper() => Assert.Equal(["LLM-Rec", "GPT4SM", "InstructRec"], TextRows.All.Select(row => row.Models[0]));

    private static IRowRecipe RowOf(string name) => TextRows.All.Single(row => row.Name == name);
}
