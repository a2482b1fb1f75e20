using Bdlm.Loops;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class LanguageOptimizerTests
{
    [Theory]
    // A cosine from step 0: the peak, then ½ (1 + cos(½ π)) of it, then nothing.
    [InlineData(0, 0, 1)]
    [InlineData(0, 5, 0.5)]
    [InlineData(0, 10, 0)]
    // Four of eleven steps of warm-up: a quarter at the first.
    [InlineData(0.4, 0, 0.25)]
    [InlineData(0.4, 3, 1)]
    public void Step_First_MovesByTheScheduledRates(double warmUp, int step, double factor)
    {
        using var side = new TinyLanguage();
        using var optimizer = new LanguageOptimizer(side.Model, new LanguageOptimizerOptions { LearningRate = 0.01, EntityLearningRate = 0.1, ClipNorm = null, WarmUp = warmUp });
        using var scope = NewDisposeScope();
        Parameter block = side.Model.get_parameter("base.block")!;
        Tensor words = block.detach().clone();
        Tensor users = side.Model.Embedding.Users.detach().clone();
        FillGradients(side.Model, 1);
        optimizer.Step(new StepPlace(0, step, step, 11), new TouchedEntities([2], []));
        // Adam's first step is the rate itself, whatever the gradient's size.
        Assert.Equal(0.01 * factor, (words - block).mean().item<float>(), 5);
        Assert.Equal(0.1 * factor, (users - side.Model.Embedding.Users)[2].mean().item<float>(), 5);
        Assert.Equal(0, (users - side.Model.Embedding.Users)[1].abs().sum().item<float>());
    }

    [Fact]
    public void Step_WithDecay_ShrinksTheDecodersMatricesOnly()
    {
        var vocabulary = new EntityVocabulary(16, 3, 4, ["<mark>"]);
        using MixedLanguageModel model = MixedLanguageModel.Create(new TinyCausalLanguageModel(), vocabulary, null, seed: 1);
        using var optimizer = new LanguageOptimizer(model, new LanguageOptimizerOptions { LearningRate = 0.1, WeightDecay = 0.5, ClipNorm = null });
        using var scope = NewDisposeScope();
        var before = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().clone());
        FillGradients(model, 0);
        optimizer.Step(new StepPlace(0, 0, 0, 10), new TouchedEntities([0, 1, 2], [0, 1, 2, 3]));
        string[] decayed = [.. model.named_parameters().Where(entry => !entry.parameter.allclose(before[entry.name])).Select(entry => entry.name).Order(StringComparer.Ordinal)];
        Assert.Equal(["base.block", "base.key", "base.mix", "base.query", "base.value"], decayed);
        // AdamW: w (1 − rate · decay).
        Assert.True(model.get_parameter("base.key")!.allclose(before["base.key"] * 0.95));
    }

    [Fact]
    public void Step_LlamaWithDecay_LeavesWordsAndGainsAlone()
    {
        using var side = new TinyLanguage(create: Joint.RealSidesOptions.LlamaWithDropout(1));
        using var optimizer = new LanguageOptimizer(side.Model, new LanguageOptimizerOptions { LearningRate = 0.1, WeightDecay = 0.5, ClipNorm = null });
        using var scope = NewDisposeScope();
        var before = side.Model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().clone());
        FillGradients(side.Model, 0);
        optimizer.Step(new StepPlace(0, 0, 0, 10), TouchedEntities.None);
        Assert.All(side.Model.named_parameters(), entry =>
            Assert.Equal(entry.name.EndsWith("_proj.weight", StringComparison.Ordinal), !entry.parameter.allclose(before[entry.name])));
    }

    [Fact]
    public void Step_GradientsAreLong_AreClippedTogether()
    {
        using var side = new TinyLanguage();
        using var optimizer = new LanguageOptimizer(side.Model, new LanguageOptimizerOptions { ClipNorm = 2 });
        using var scope = NewDisposeScope();
        FillGradients(side.Model, 3);
        optimizer.Step(new StepPlace(0, 0, 0, 10), new TouchedEntities([.. Enumerable.Range(0, TinyLanguage.Users)], [.. Enumerable.Range(0, TinyLanguage.Items)]));
        var state = new Dictionary<string, Tensor>();
        optimizer.SaveTo(state, "");
        // After one step the first moment is a tenth of the gradient.
        double squares = state.Where(entry => entry.Key.EndsWith("exp_avg", StringComparison.Ordinal)).Sum(entry => (entry.Value / 0.1).square().sum().item<float>());
        Assert.Equal(2, Math.Sqrt(squares), 3);
    }

    [Fact]
    public void Constructor_FaultyOptions_NamesEveryFault()
    {
        using var side = new TinyLanguage();
        var options = new LanguageOptimizerOptions { LearningRate = 0, EntityLearningRate = -1, WeightDecay = double.NaN, ClipNorm = 0, WarmUp = 1 };
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new LanguageOptimizer(side.Model, options));
        Assert.Contains("LearningRate is 0; expected a number above 0.", fault.Message);
        Assert.Contains("EntityLearningRate is -1; expected a number above 0, or null.", fault.Message);
        Assert.Contains("WeightDecay is NaN; expected a number of at least 0.", fault.Message);
        Assert.Contains("ClipNorm is 0; expected a number above 0, or null.", fault.Message);
        Assert.Contains("WarmUp is 1; expected a number in [0, 1).", fault.Message);
    }

    private static void FillGradients(MixedLanguageModel model, float value)
    {
        foreach (Parameter parameter in model.parameters())
        {
            parameter.grad = full_like(parameter, value);
        }
    }
}
