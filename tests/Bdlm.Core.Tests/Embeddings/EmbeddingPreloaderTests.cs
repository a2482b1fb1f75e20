using Bdlm.Language;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

public sealed class EmbeddingPreloaderTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _users = randn(2, 8, generator: new Generator(1)) * 0.1;
    private readonly Tensor _items = randn(3, 8, generator: new Generator(2)) * 0.2;

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(OutputRowsInit.FromInputRows, true)]
    [InlineData(OutputRowsInit.Tied, true)]
    [InlineData(OutputRowsInit.Random, false)]
    public void Preload_AsIs_CopiesRows(OutputRowsInit init, bool outputToo)
    {
        MixedLanguageModel model = Sample(init);
        PreloadReport report = EmbeddingPreloader.Preload(model, _users, _items);
        Assert.True(model.Embedding.Users.allclose(_users, 0, 0) && model.Embedding.Items.allclose(_items, 0, 0));
        Assert.Equal(outputToo, model.Output.Items.allclose(_items));
        Assert.Equal(outputToo, report.OutputRowsToo);
        Assert.Equal((1d, 1d), (report.UserFactor, report.ItemFactor));
        Assert.True(model.Embedding.Users.requires_grad && model.Embedding.Users.is_leaf);
    }

    [Fact]
    public void Preload_MatchWordRms_ScalesEachTable()
    {
        MixedLanguageModel model = Sample(OutputRowsInit.FromInputRows);
        PreloadReport report = EmbeddingPreloader.Preload(model, _users, _items, new PreloadOptions { Scale = ScaleMode.MatchWordRms });
        double words = Rms(model.Base.WordEmbeddings);
        Assert.Equal(words, report.WordRms, 5);
        Assert.Equal(words, Rms(model.Embedding.Users), 5);
        Assert.Equal(words, Rms(model.Output.Items), 5);
        Assert.Equal(words / report.ItemRms, report.ItemFactor, 5);
        Assert.True(model.Embedding.Items.allclose(_items * report.ItemFactor));
    }

    [Fact]
    public void Report_AsText_NamesScales()
    {
        var report = new PreloadReport(0.5, 0.25, 0.125, 2, 4, true);
        Assert.Equal("words RMS 0.5, users 0.25 × 2, items 0.125 × 4, output rows set", report.ToString());
    }

    [Fact]
    public void RootMeanSquare_ByHand()
    {
        Assert.Equal(Math.Sqrt((9 + 16) / 2.0), RowStatistics.RootMeanSquare(tensor(new[] { 3f, 4f })), 6);
        Assert.Equal(0, RowStatistics.RootMeanSquare(zeros(0, 4)));
    }

    [Fact]
    public void Preload_WrongRows_AreRefused()
    {
        MixedLanguageModel model = Sample(OutputRowsInit.Tied);
        Assert.StartsWith("users has shape [2, 6]; expected [UserCount, hidden] = [2, 8]. Train the recommender with 8 dimensions, or bring its rows there with EmbeddingProjection.Fit.", Fault(() => EmbeddingPreloader.Preload(model, zeros(2, 6), _items)), StringComparison.Ordinal);
        Assert.StartsWith("items has shape [4, 8]; expected [ItemCount, hidden] = [3, 8]. Give one row for each user or item of the vocabulary.", Fault(() => EmbeddingPreloader.Preload(model, _users, zeros(4, 8))), StringComparison.Ordinal);
        Assert.StartsWith("items holds NaN or infinite values", Fault(() => EmbeddingPreloader.Preload(model, _users, _items / 0)), StringComparison.Ordinal);
        Assert.StartsWith("users are all zero; expected rows that can be scaled", Fault(() => EmbeddingPreloader.Preload(model, zeros(2, 8), _items, new PreloadOptions { Scale = ScaleMode.MatchWordRms })), StringComparison.Ordinal);
    }

    private static MixedLanguageModel Sample(OutputRowsInit init) =>
        MixedLanguageModel.Create(new TinyCausalLanguageModel(), new EntityVocabulary(16, 2, 3), new MixedLanguageModelOptions { OutputRows = init }, seed: 3);

    private static double Rms(Tensor rows) => rows.square().mean().sqrt().item<float>();

    private static string Fault(Func<object> action) => Assert.Throws<ArgumentException>(action).Message;
}
