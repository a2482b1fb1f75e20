using Bdlm.Embeddings;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using FsCheck.Xunit;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class MixedLanguageModelTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Property(MaxTest = 40)]
    public void Logits_AnyVocabulary_EqualOneConcatenatedTable(int seed)
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        using MixedLanguageModel model = MixedEmbeddingTests.RandomModel(random, ScalarType.Float64, (OutputRowsInit)random.Next(3));
        Tensor features = randn(3, 4, dtype: ScalarType.Float64);
        Tensor expected = nn.functional.linear(features, ConcatenatedTable.OfOutput(model));
        Assert.True(model.Logits(features).allclose(expected, 1e-12, 1e-12));
        Tensor ids = randint(0, model.Vocabulary.Size, [3, 5]);
        Assert.True(model.TokenLogits(features, ids).allclose(expected.gather(1, ids), 1e-12, 1e-12));
        long[] items = [.. Enumerable.Range(0, model.Vocabulary.ItemCount).Select(i => (long)model.Vocabulary.ItemToken(i))];
        Assert.True(model.ItemLogits(features).allclose(expected.index_select(1, tensor(items, ScalarType.Int64)), 1e-12, 1e-12));
    }

    [Theory]
    [InlineData(PaddingSide.Right)]
    [InlineData(PaddingSide.Left)]
    public void Encode_BatchOfMany_EqualsBatchesOfOne(PaddingSide side)
    {
        MixedLanguageModel model = Sample();
        int[][] prompts = [[1, 17, 20, 3], [18], [2, 2, 21, 5, 6, 7], [16, 19]];
        using PromptBatch together = PromptBatch.Create(prompts, 0, CPU, side);
        Tensor hidden = model.Encode(together);
        foreach (FeaturePooling pooling in Enum.GetValues<FeaturePooling>())
        {
            Tensor features = MixedLanguageModel.Pool(hidden, together, pooling);
            Tensor logits = model.Logits(features);
            for (int row = 0; row < prompts.Length; row++)
            {
                using PromptBatch alone = PromptBatch.Create([prompts[row]], 0, CPU);
                Tensor feature = MixedLanguageModel.Pool(model.Encode(alone), alone, pooling);
                // Float32 sums of 8 terms in another order.
                Assert.True(features.narrow(0, row, 1).allclose(feature, 1e-4, 1e-5), $"{pooling}, row {row}");
                Assert.True(logits.narrow(0, row, 1).allclose(model.Logits(feature), 1e-4, 1e-5));
            }
        }
    }

    [Fact]
    public void Pool_TinyCase_ByHand()
    {
        Tensor hidden = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3, 1]);
        using PromptBatch batch = PromptBatch.Create([[1, 2], [1, 2, 3]], 0, CPU);
        Assert.Equal([2f, 6], MixedLanguageModel.Pool(hidden, batch, FeaturePooling.LastToken).data<float>().ToArray());
        Assert.Equal([1.5f, 5], MixedLanguageModel.Pool(hidden, batch, FeaturePooling.MeanOfPrompt).data<float>().ToArray());
    }

    [Fact]
    public void Pool_AnswerBatch_LooksAtThePromptOnly()
    {
        Tensor hidden = tensor(new float[] { 1, 2, float.NaN, 4, 5, 6 }, [2, 3, 1]);
        using AnswerBatch batch = AnswerBatch.Create([new([1, 2], [3, 4]), new([1, 2, 3], [4])], 0, CPU);
        Assert.Equal([2f, 6], MixedLanguageModel.Pool(hidden, batch, FeaturePooling.LastToken).data<float>().ToArray());
        Assert.Equal([1.5f, 5], MixedLanguageModel.Pool(hidden, batch, FeaturePooling.MeanOfPrompt).data<float>().ToArray());
    }

    [Fact]
    public void Pool_WithAndWithoutAnswer_IsTheSameFeature()
    {
        MixedLanguageModel model = Sample();
        using AnswerBatch trained = AnswerBatch.Create([new([1, 17, 20], [3, 4, 5]), new([2], [6])], 0, CPU);
        using PromptBatch scored = PromptBatch.Create([[1, 17, 20], [2]], 0, CPU);
        foreach (FeaturePooling pooling in Enum.GetValues<FeaturePooling>())
        {
            Tensor training = MixedLanguageModel.Pool(model.Encode(trained.Sequence), trained, pooling);
            Assert.True(training.allclose(MixedLanguageModel.Pool(model.Encode(scored), scored, pooling), 1e-4, 1e-5));
        }
    }

    [Theory]
    [InlineData(OutputRowsInit.FromInputRows, 13)]
    [InlineData(OutputRowsInit.Random, 13)]
    [InlineData(OutputRowsInit.Tied, 10)]
    public void Parameters_OfModel_StandOnceEach(OutputRowsInit init, int count)
    {
        MixedLanguageModel model = Sample(init);
        string[] names = [.. model.named_parameters().Select(p => p.name)];
        Assert.Equal(count, names.Length);
        Assert.Equal(count, model.parameters().Select(p => p.Handle).Distinct().Count());
        Assert.Contains("base.words", names);
        Assert.Contains("embedding.rows.users", names);
        Assert.Equal(init != OutputRowsInit.Tied, names.Contains("output.rows.items"));
        Assert.Equal(init != OutputRowsInit.Random, model.Output.Users.allclose(model.Embedding.Users, 0, 0));
    }

    [Theory]
    [InlineData(OutputRowsInit.FromInputRows)]
    [InlineData(OutputRowsInit.Random)]
    [InlineData(OutputRowsInit.Tied)]
    public void StateDictionary_OfModelWithinAnother_HoldsEachTensorOnce(OutputRowsInit init)
    {
        MixedLanguageModel model = Sample(init);
        using var parent = new Parent(model);
        string[] expected = [.. model.named_parameters().Select(p => "model." + p.name).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, parent.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Create_NoDeviationGiven_RowsAreAsLargeAsWords()
    {
        var language = new TinyCausalLanguageModel();
        var model = MixedLanguageModel.Create(language, new EntityVocabulary(16, 2000, 0), null, seed: 3);
        double words = RowStatistics.RootMeanSquare(language.WordEmbeddings);
        // 16,000 normal draws: the root mean square is within 3 % of the deviation.
        Assert.InRange(RowStatistics.RootMeanSquare(model.Embedding.Users), 0.97 * words, 1.03 * words);
    }

    [Fact]
    public void Create_InCallersScope_SurvivesIt()
    {
        MixedLanguageModel model;
        using (NewDisposeScope())
        {
            model = Sample();
        }

        using (model)
        using (PromptBatch batch = PromptBatch.Create([[1, 17]], 0, CPU))
        {
            Assert.Equal([1L, 2, 8], model.Encode(batch).shape);
        }
    }

    [Fact]
    public void To_OtherDtype_StillWorks()
    {
        MixedLanguageModel model = Sample();
        using PromptBatch batch = PromptBatch.Create([[1, 17, 20]], 0, CPU);
        Tensor before = model.Encode(batch).to(ScalarType.Float64);
        model.to(ScalarType.Float64);
        Assert.True(model.Encode(batch).allclose(before, 1e-4, 1e-5));
    }

    [Fact]
    public void StateDictionary_OfAnotherModel_GivesTheSameLogits()
    {
        (MixedLanguageModel one, MixedLanguageModel two) = (Sample(seed: 1), Sample(seed: 2));
        two.load_state_dict(one.state_dict());
        Tensor features = randn(2, 8);
        Assert.True(two.Logits(features).allclose(one.Logits(features), 0, 0));
    }

    [Theory]
    [InlineData(OutputRowsInit.FromInputRows)]
    [InlineData(OutputRowsInit.Tied)]
    [InlineData(OutputRowsInit.Random)]
    public void Extend_MoreEntities_KeepsKnownLogits(OutputRowsInit init)
    {
        MixedLanguageModel model = Sample(init);
        using PromptBatch batch = PromptBatch.Create([[1, 17, 20]], 0, CPU);
        Tensor before = model.Logits(model.Encode(batch)[0]);
        model.Extend(model.Vocabulary.Extend(2, 3), seed: 8);
        Tensor after = model.Logits(model.Encode(batch)[0]);
        Assert.Equal([3L, model.Vocabulary.Size], after.shape);
        Assert.True(after.narrow(1, 0, before.shape[1]).allclose(before, 0, 0));
        Assert.Equal(init != OutputRowsInit.Random, model.Output.Items.allclose(model.Embedding.Items, 0, 0));
        Assert.Equal([6L, 8], model.Output.Items.shape);
    }

    [Fact]
    public void Encode_ManySteps_KeepNoTensor()
    {
        MixedLanguageModel model = Sample();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 5; step++)
        {
            using AnswerBatch batch = AnswerBatch.Create([new([1, 17, 20], [3])], 0, CPU);
            using Tensor hidden = model.Encode(batch.Sequence);
            using Tensor feature = MixedLanguageModel.Pool(hidden, batch, FeaturePooling.MeanOfPrompt);
            using Tensor some = model.TokenLogits(feature, batch.Sequence.TokenIds);
            using Tensor items = model.ItemLogits(feature);
            using Tensor loss = AnswerLoss.Compute(model, hidden, batch);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void BadCalls_AreRefused()
    {
        MixedLanguageModel model = Sample();
        using PromptBatch tooLong = PromptBatch.Create([[.. Enumerable.Repeat(1, 65)]], 0, CPU);
        Assert.StartsWith("the batch is 65 tokens long; expected at most 64, the model's MaxLength.", Fault(() => model.Encode(tooLong)), StringComparison.Ordinal);
        Assert.StartsWith("features has shape [8]; expected [n, hidden] = [*, 8]. Pool the hidden states first.", Fault(() => model.Logits(zeros(8))), StringComparison.Ordinal);
        Assert.StartsWith("features has shape [2, 7]", Fault(() => model.ItemLogits(zeros(2, 7))), StringComparison.Ordinal);
        Assert.StartsWith("tokenIds has shape [3, 1]; expected [n, k] = [2, *]. Give one row of token ids for each feature.", Fault(() => model.TokenLogits(zeros(2, 8), zeros(3, 1, dtype: ScalarType.Int64))), StringComparison.Ordinal);
        using PromptBatch batch = PromptBatch.Create([[1, 2]], 0, CPU);
        Assert.StartsWith("hidden has shape [1, 3, 8]; expected [batch, length, hidden] = [1, 2, *]. Give the hidden states of this very batch.", Fault(() => MixedLanguageModel.Pool(zeros(1, 3, 8), batch, FeaturePooling.LastToken)), StringComparison.Ordinal);
        PromptBatch masked = batch with { AttentionMask = ones(1, 3, dtype: ScalarType.Bool) };
        Assert.StartsWith("AttentionMask has shape [1, 3]; expected [batch, length] = [1, 2].", Fault(() => model.Encode(masked)), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BadOptions_AllReported()
    {
        var options = new MixedLanguageModelOptions { OutputRows = (OutputRowsInit)9, RowDeviation = -1 };
        string message = Fault(() => MixedLanguageModel.Create(new TinyCausalLanguageModel(), new EntityVocabulary(16, 1, 1), options, 0));
        Assert.Contains("2 fault(s)", message, StringComparison.Ordinal);
        Assert.Contains("OutputRows is 9; expected one of FromInputRows, Tied, Random.", message, StringComparison.Ordinal);
        Assert.Contains("RowDeviation is -1; expected a finite number greater than 0, or null.", message, StringComparison.Ordinal);
    }

    private static MixedLanguageModel Sample(OutputRowsInit init = OutputRowsInit.FromInputRows, int seed = 3) =>
        MixedLanguageModel.Create(new TinyCausalLanguageModel(seed: seed), new EntityVocabulary(16, 2, 3, ["<x>"]), new MixedLanguageModelOptions { OutputRows = init }, seed);

    private static string Fault(Func<object> action) => Assert.Throws<ArgumentException>(action).Message;

    private sealed class Parent : nn.Module
    {
        public Parent(MixedLanguageModel model)
            : base(nameof(Parent)) => register_module("model", model);
    }
}
