using Bdlm.Testing.Language;
using Bdlm.Tokens;
using FsCheck.Xunit;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>Samples in trees against the same samples each by itself, with a port that does not read trees.</summary>
public sealed class AnswerTreeBatchTests
{
    [Fact]
    public void Create_AnswersOnBranches_PointsAtWhatPredictsThem()
    {
        using MixedLanguageModel model = Model();
        // Both answers follow the prompt 1 2; of 5 6 the model reads 5 alone.
        using AnswerTreeBatch batch = AnswerTreeBatch.Create(model, [new([1, 2], [5, 6]), new([1, 2], [7])], 0, CPU);
        Assert.Equal([1, 2, 5], Assert.Single(batch.Sequence.Trees).TokenIds);
        Assert.Equal([1L, 2, 1], batch.Places.data<long>().ToArray());
        Assert.Equal([5L, 6, 7], batch.Targets.data<long>().ToArray());
        Assert.Equal([[0L, 1], [0, 1]], batch.PromptPaths);
    }

    [Property(MaxTest = 30)]
    public void PerToken_AnySamples_LossAndGradientsAreThoseOfEachByItself(int seed)
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = Model();
        LanguageExample[] examples = Draw(new Random(seed), model.Vocabulary.Size);
        using AnswerBatch flat = AnswerBatch.Create(examples, 0, CPU);
        Tensor expected = AnswerLoss.PerToken(model, model.Encode(flat.Sequence), flat);
        Dictionary<string, Tensor> gradients = Gradients(model, expected);

        using AnswerTreeBatch trees = AnswerTreeBatch.Create(model, examples, 0, CPU);
        Tensor actual = AnswerLoss.PerToken(model, model.EncodeTrees(trees.Sequence), trees);
        Assert.True(expected.allclose(actual, 1e-12, 1e-12));
        foreach ((string name, Tensor gradient) in Gradients(model, actual))
        {
            Assert.True(gradient.allclose(gradients[name], 1e-10, 1e-12), name);
        }
    }

    [Property(MaxTest = 30)]
    public void Pool_AnySamplesAndPooling_ReadsThePromptsOfEachByItself(int seed, bool mean)
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = Model();
        FeaturePooling pooling = mean ? FeaturePooling.MeanOfPrompt : FeaturePooling.LastToken;
        LanguageExample[] examples = Draw(new Random(seed), model.Vocabulary.Size);
        using AnswerBatch flat = AnswerBatch.Create(examples, 0, CPU);
        using AnswerTreeBatch trees = AnswerTreeBatch.Create(model, examples, 0, CPU);
        Tensor expected = MixedLanguageModel.Pool(model.Encode(flat.Sequence), flat, pooling);
        Assert.True(expected.allclose(MixedLanguageModel.Pool(model.EncodeTrees(trees.Sequence), trees, pooling), 1e-12, 1e-12));
    }

    [Property(MaxTest = 30)]
    public void Pool_AnyPromptsAndPooling_ReadsEachByItself(int seed, bool mean)
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = Model();
        FeaturePooling pooling = mean ? FeaturePooling.MeanOfPrompt : FeaturePooling.LastToken;
        int[][] prompts = RandomPrompts.Draw(new Random(seed), model.Vocabulary.Size, 9);
        using PromptBatch flat = PromptBatch.Create(prompts, 0, CPU);
        using PromptTreeBatch trees = PromptTreeBatch.Create([PromptTree.Of(prompts), PromptTree.Of([[1], [2]])], 0, CPU);
        Tensor expected = MixedLanguageModel.Pool(model.Encode(flat), flat, pooling);
        Tensor actual = MixedLanguageModel.Pool(model.EncodeTrees(trees), trees, pooling);
        Assert.Equal(prompts.Length + 2, actual.shape[0]);
        Assert.True(expected.allclose(actual.narrow(0, 0, prompts.Length), 1e-12, 1e-12));
    }

    [Fact]
    public void EncodeTrees_PromptsThatBeginAlikeForAPortWithoutTrees_ReadsNoBeginningByItself()
    {
        using var scope = NewDisposeScope();
        using var inner = new TinyCausalLanguageModel();
        var port = new PlainPort(inner);
        using MixedLanguageModel model = MixedLanguageModel.Create(port, new EntityVocabulary(16, 2, 3), null, 1);
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of([[1, 2], [1, 2, 3], [1, 2, 4, 5], [1, 2, 3]])], 0, CPU);
        model.EncodeTrees(batch);
        Assert.Equal([(2L, 8L)], port.Passes);
    }

    [Fact]
    public void EncodeTrees_APromptLongerThanTheModel_SaysHowLong()
    {
        using MixedLanguageModel model = Model();
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of([[.. Enumerable.Repeat(1, 65)]])], 0, CPU);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => model.EncodeTrees(batch));
        Assert.StartsWith("a prompt of the batch is 65 tokens long; expected at most 64", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_EmptyAnswer_IsRefused()
    {
        using MixedLanguageModel model = Model();
        ArgumentException fault = Assert.Throws<ArgumentException>(() => AnswerTreeBatch.Create(model, [new([1], [2]), new([1], [])], 0, CPU));
        Assert.StartsWith("examples[1] has 1 prompt and 0 answer tokens; expected at least one of each.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PerToken_StatesOfAnotherBatch_AreRefused()
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = Model();
        using AnswerTreeBatch batch = AnswerTreeBatch.Create(model, [new([1, 2], [5])], 0, CPU);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => AnswerLoss.PerToken(model, zeros(1, 3, 8, dtype: ScalarType.Float64), batch));
        Assert.StartsWith("hidden has shape [1, 3, 8]; expected [rows, length, hidden] = [1, 2, *].", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_Batch_ReleasesItsTensors()
    {
        using MixedLanguageModel model = Model();
        AnswerTreeBatch batch = AnswerTreeBatch.Create(model, [new([1, 2], [5])], 0, CPU);
        batch.Dispose();
        Assert.True(batch.Sequence.TokenIds.IsInvalid && batch.Places.IsInvalid && batch.Targets.IsInvalid);
    }

    private static MixedLanguageModel Model() =>
        MixedLanguageModel.Create(new TinyCausalLanguageModel(dtype: ScalarType.Float64), new EntityVocabulary(16, 2, 3), null, 1);

    private static LanguageExample[] Draw(Random random, int vocabulary) =>
        [.. RandomPrompts.Draw(random, vocabulary, 9).Select(prompt => new LanguageExample(prompt, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(vocabulary))]))];

    // Different weights a token, so that no two answers can change places.
    private static Dictionary<string, Tensor> Gradients(MixedLanguageModel model, Tensor losses)
    {
        model.zero_grad();
        (losses * arange(1, losses.shape[0] + 1, dtype: losses.dtype)).sum().backward();
        return model.named_parameters().Where(entry => entry.parameter.grad is not null).ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
    }
}
