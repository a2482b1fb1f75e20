using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Prompts;
using Bdlm.Testing.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>The language model's tasks, features and scores with a model that reads trees, against flat prompts.</summary>
public sealed class LanguageTreesTests
{
    // Two positives with their negatives, one of another user, and a negative alone.
    private static readonly AlignedSample[] Batch =
        [new(0, 3, 4, true), new(0, 3, 5, false), new(1, 1, 8, true), new(0, 3, 6, false), new(1, 1, 0, false), new(2, 2, 7, false), new(1, 1, 2, false)];

    private static readonly RankingQuestion[] Questions = [new(0, [1, 2], [3, 4, 5, 8]), new(1, [], [8, 0, 2, 4]), new(2, [6, 7, 8], [1, 2, 3, 0])];

    [Theory]
    [InlineData(TopKAnswer.ItemToken, 0.5)]
    [InlineData(TopKAnswer.Title, 0.25)]
    [InlineData(TopKAnswer.Title, 0)]
    [InlineData(TopKAnswer.ItemToken, 1)]
    public void Compute_InDoublePrecision_LossAndGradientsAreThoseOfFlatPrompts(TopKAnswer answer, double share)
    {
        using var scope = NewDisposeScope();
        using TinyLanguage side = Side();
        side.Model.to(ScalarType.Float64);
        (double Loss, Dictionary<string, Tensor> Gradients) expected = Learn(side, Flat(side, answer, share));
        LanguageTaskLoss task = new LanguageTask(side.Model, side.Encoder, History, share, CPU, answer).Compute(Batch);
        (double Loss, Dictionary<string, Tensor> Gradients) actual = Learn(side, task.Loss);
        Assert.Equal(expected.Loss, actual.Loss, 1e-12);
        Assert.All(actual.Gradients, entry => Assert.True(entry.Value.allclose(expected.Gradients[entry.Key], 1e-9, 1e-12), entry.Key));
    }

    [Fact]
    public void Compute_InSinglePrecision_LossIsThatOfFlatPrompts()
    {
        using var scope = NewDisposeScope();
        using TinyLanguage side = Side();
        LanguageTaskLoss task = new LanguageTask(side.Model, side.Encoder, History, 0.5, CPU).Compute(Batch);
        Assert.Equal(Flat(side, TopKAnswer.ItemToken, 0.5).item<float>(), task.Loss.item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(FeaturePooling.LastToken)]
    [InlineData(FeaturePooling.MeanOfPrompt)]
    public void Compute_WithFeatures_GivesThoseOfASeparatePass(FeaturePooling pooling)
    {
        using var scope = NewDisposeScope();
        using TinyLanguage side = Side();
        var task = new LanguageTask(side.Model, side.Encoder, History, 0.5, CPU, TopKAnswer.Title);
        Tensor expected = new FeatureExtractor(side.Model, side.Encoder, pooling, CPU).Extract([.. Batch.Select(task.PromptOf)]);
        Tensor features = task.Compute(Batch, pooling).Features!;
        Assert.False(features.requires_grad);
        Assert.True(expected.allclose(features, 1e-5, 1e-6));
        Assert.Null(task.Compute(Batch).Features);
    }

    [Theory]
    [InlineData(FeaturePooling.LastToken, 8192)]
    [InlineData(FeaturePooling.MeanOfPrompt, 8192)]
    [InlineData(FeaturePooling.LastToken, 70)]
    [InlineData(FeaturePooling.LastToken, 1)]
    public void Extract_CandidatesOfSeveralUsers_AreThoseOfFlatPrompts(FeaturePooling pooling, int tokensPerBatch)
    {
        using var scope = NewDisposeScope();
        using TinyLanguage trees = Side();
        using TinyLanguage flat = Side(hidesTrees: true);
        InteractionPrompt[] prompts = [.. Questions.SelectMany(q => q.Candidates.Select(item => new InteractionPrompt(q.User, q.History, item)))];
        Tensor expected = new FeatureExtractor(flat.Model, flat.Encoder, pooling, CPU).Extract(prompts);
        Tensor actual = new FeatureExtractor(trees.Model, trees.Encoder, pooling, CPU, tokensPerBatch).Extract(prompts);
        Assert.True(expected.allclose(actual, 1e-5, 1e-6));
    }

    [Theory]
    [InlineData(RankBy.ItemTokens)]
    [InlineData(RankBy.YesNo)]
    [InlineData(RankBy.TitleLikelihood)]
    public void ScoreCandidates_AnyWay_GivesTheScoresOfFlatPrompts(RankBy rankBy)
    {
        using var scope = NewDisposeScope();
        using TinyLanguage trees = Side();
        using TinyLanguage flat = Side(hidesTrees: true);
        float[][] expected = new LanguageScorer(flat.Model, flat.Encoder, rankBy, CPU).ScoreCandidates(Questions);
        float[][] actual = new LanguageScorer(trees.Model, trees.Encoder, rankBy, CPU).ScoreCandidates(Questions);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, (one, other) => Math.Abs(one - other) < 1e-4));
    }

    [Fact]
    public void Extract_PortWithoutTrees_IsGivenEachPromptByItself()
    {
        using var scope = NewDisposeScope();
        PlainPort? port = null;
        using var side = new TinyLanguage(create: words => port = new PlainPort(RealSidesOptions.Llama(1)(words)));
        InteractionPrompt[] prompts = [.. Questions[0].Candidates.Select(item => new InteractionPrompt(0, [1, 2], item))];
        int[][] tokens = [.. prompts.Select(side.Encoder.Encode)];
        int longest = tokens.Max(prompt => prompt.Length);
        new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.LastToken, CPU, tokensPerBatch: 2 * longest).Extract(prompts);
        Assert.Equal([2, 2], port!.Passes.Select(pass => pass.Sequences));
        Assert.All(port.Passes, pass => Assert.True(pass.Tokens <= 2 * longest));
    }

    private static TinyLanguage Side(bool hidesTrees = false) => new(create: words =>
        hidesTrees ? new PlainPort(RealSidesOptions.Llama(1)(words)) : RealSidesOptions.Llama(1)(words));

    private static int[] History(AlignedSample sample) => [.. Enumerable.Range(0, sample.Position)];

    // The loss by its definition: two means over answer tokens, each sample read by itself.
    private static Tensor Flat(TinyLanguage side, TopKAnswer answer, double share)
    {
        IReadOnlyList<int> AnswerTo(AlignedSample sample) => answer == TopKAnswer.Title ? side.Encoder.EncodeTitleAnswer(sample.Item) : [side.Model.Vocabulary.ItemToken(sample.Item)];
        LanguageExample[] interactions = [.. Batch.Select(s => new LanguageExample(side.Encoder.Encode(new InteractionPrompt(s.User, History(s), s.Item)), [s.Label ? side.Encoder.YesToken : side.Encoder.NoToken]))];
        LanguageExample[] topK = [.. Batch.Where(s => s.Label).Select(s => new LanguageExample(side.Encoder.Encode(new TopKPrompt(s.User, History(s))), AnswerTo(s)))];
        return ((1 - share) * Mean(side, interactions)) + (share * Mean(side, topK));
    }

    private static Tensor Mean(TinyLanguage side, LanguageExample[] examples)
    {
        AnswerBatch batch = AnswerBatch.Create(examples, 0, CPU);
        return AnswerLoss.Compute(side.Model, side.Model.Encode(batch.Sequence), batch);
    }

    private static (double Loss, Dictionary<string, Tensor> Gradients) Learn(TinyLanguage side, Tensor loss)
    {
        side.Model.zero_grad();
        loss.backward();
        Dictionary<string, Tensor> gradients = side.Model.named_parameters().Where(entry => entry.parameter.grad is not null).ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
        return (loss.item<double>(), gradients);
    }
}
