using Bdlm.Evaluation;
using Bdlm.Prompts;
using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class FeatureExtractorTests
{
    private static readonly InteractionPrompt[] Prompts =
        [new(0, [1, 2, 3], 4), new(1, [], 5), new(2, [0], 1), new(3, [8, 7, 6, 5, 4], 0)];

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10_000)]
    public void Extract_AnyBatching_GivesEachPromptsOwnFeatureInOrder(int tokensPerBatch)
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        var together = new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.LastToken, CPU, tokensPerBatch);
        Tensor features = together.Extract(Prompts);
        for (int place = 0; place < Prompts.Length; place++)
        {
            PromptBatch alone = PromptBatch.Create([side.Encoder.Encode(Prompts[place])], 0, CPU);
            Tensor expected = MixedLanguageModel.Pool(side.Model.Encode(alone), alone, FeaturePooling.LastToken);
            // Sums over a padded batch may round differently from those over one prompt.
            Assert.True(features[place].allclose(expected[0], rtol: 1e-4, atol: 1e-5), $"prompt {place} got another feature");
        }
    }

    [Fact]
    public void Extract_InTrainingMode_KeepsNoGradientAndPutsTheModeBack()
    {
        using var side = new TinyLanguage();
        side.Model.train();
        using Tensor features = new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.LastToken, CPU).Extract(Prompts);
        Assert.False(features.requires_grad);
        Assert.True(side.Model.training);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    public void Extract_WithScores_AddsWhatTheModelItselfAnswers(int tokensPerBatch)
    {
        using var side = new TinyLanguage();
        var plain = new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.MeanOfPrompt, CPU);
        var scored = new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.MeanOfPrompt, CPU, tokensPerBatch) { WithScores = true };
        using var scope = NewDisposeScope();
        Tensor features = scored.Extract(Prompts);

        Assert.Equal([Prompts.Length, plain.Width + 2], features.shape);
        // Sums over a padded batch may round differently from those over one prompt.
        Assert.True(features.narrow(1, 0, plain.Width).allclose(plain.Extract(Prompts), rtol: 1e-4, atol: 1e-5));
        var asked = new LanguageScorer(side.Model, side.Encoder, RankBy.ItemTokens, CPU);
        float[] margins = asked.ScorePairs([.. Prompts.Select(prompt => new PairQuestion(prompt.User, prompt.History, prompt.Item))]);
        float[][] items = asked.ScoreCandidates([.. Prompts.Select(prompt => new RankingQuestion(prompt.User, prompt.History, [prompt.Item]))]);
        for (int place = 0; place < Prompts.Length; place++)
        {
            Assert.Equal(margins[place], features[place, plain.Width].item<float>(), 1e-4);
            Assert.Equal(items[place][0], features[place, plain.Width + 1].item<float>(), 1e-4);
        }
    }

    [Fact]
    public void Extract_NoPrompt_GivesNoFeature()
    {
        using var side = new TinyLanguage();
        using Tensor features = new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.LastToken, CPU).Extract([]);
        Assert.Equal([0, 8], features.shape);
    }

    [Fact]
    public void Extract_Cancelled_Throws()
    {
        using var side = new TinyLanguage();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new FeatureExtractor(side.Model, side.Encoder, FeaturePooling.LastToken, CPU).Extract(Prompts, new CancellationToken(canceled: true)));
    }
}
