using Bdlm.Language;
using Bdlm.Language.Adapters;
using Bdlm.Llama.Reference;
using Bdlm.Tokens;
using FsCheck;
using FsCheck.Xunit;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Llama;

/// <summary>Prompts read as one tree against the same prompts, each read by itself.</summary>
public class LlamaTreeTests
{
    [Property(MaxTest = 40)]
    public void EncodeTrees_AnyModelAndPrompts_GivesTheStatesOfEachPromptAlone(PositiveInt seed)
    {
        using var scope = NewDisposeScope();
        LlamaConfig config = AnyConfig.Of(seed.Get);
        using MixedLanguageModel model = Mixed(config, seed.Get);
        var random = new Random(seed.Get);
        int[][] prompts = Draw(random, config.VocabularySize, 20);
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of(prompts), PromptTree.Of([[0, 1], [0]])], 0, CPU);
        if (batch.Depth > ((ITreeLanguageModel)model.Base).MaxTreePath)
        {
            Assert.Contains("expected at most 12 where prompts share tokens", Assert.Throws<ArgumentException>(() => model.EncodeTrees(batch)).Message, StringComparison.Ordinal);
            return;
        }

        Tensor states = model.EncodeTrees(batch).flatten(0, 1);
        for (int prompt = 0; prompt < prompts.Length; prompt++)
        {
            Tensor alone = model.Encode(PromptBatch.Create([prompts[prompt]], 0, CPU))[0];
            Assert.True(alone.allclose(states.index_select(0, tensor(batch.PathOf(prompt))), 1e-9, 1e-10), $"prompt {prompt} of {config}");
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Backward_ThroughATree_GivesTheGradientsOfFlatPrompts(bool checkpointing, bool lora)
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = Mixed(TestModels.Config(keyValueHeads: 1), 3);
        ((LlamaForCausalLM)model.Base).ActivationCheckpointing = checkpointing;
        if (lora)
        {
            LoraAdapters adapters = LoraAdapters.Attach(model, new LoraOptions { Rank = 2 }, seed: 1);
            using var frozen = no_grad();
            adapters.Layers.ToList().ForEach(layer => layer.B.normal_(0, 0.3, new Generator(5)));
        }

        LanguageExample[] examples = [.. Draw(new Random(4), 31, 12).Select((prompt, index) => new LanguageExample(prompt, [index + 1, 2 * index]))];
        using AnswerBatch flat = AnswerBatch.Create(examples, 0, CPU);
        using AnswerTreeBatch trees = AnswerTreeBatch.Create(model, examples, 0, CPU);
        Assert.Contains(trees.Sequence.Trees, tree => tree.HasBranches);
        Tensor expected = AnswerLoss.PerToken(model, model.Encode(flat.Sequence), flat).mean();
        Dictionary<string, Tensor> gradients = Gradients(model, expected);
        Tensor actual = AnswerLoss.PerToken(model, model.EncodeTrees(trees.Sequence), trees).mean();
        Assert.Equal(expected.item<double>(), actual.item<double>(), 1e-12);
        Dictionary<string, Tensor> others = Gradients(model, actual);
        Assert.Equal(gradients.Keys, others.Keys);
        Assert.All(others, entry => Assert.True(entry.Value.allclose(gradients[entry.Key], 1e-9, 1e-12), entry.Key));
    }

    [Fact]
    public void PerToken_SamplesWhoseLengthDecidesTheirAngles_AreReadEachByItself()
    {
        using var scope = NewDisposeScope();
        var scaling = new RopeScaling { Kind = RopeScalingKind.Dynamic, Factor = 4, OriginalMaxLength = 8 };
        using MixedLanguageModel model = Mixed(TestModels.Config() with { RopeScaling = scaling }, 3);
        LanguageExample[] examples = [.. Draw(new Random(4), 31, 20).Select((prompt, index) => new LanguageExample(prompt, [index + 1, 2 * index]))];
        using AnswerBatch flat = AnswerBatch.Create(examples, 0, CPU);
        using AnswerTreeBatch trees = AnswerTreeBatch.Create(model, examples, 0, CPU);
        Assert.Equal(examples.Length, trees.Sequence.Trees.Count);
        Tensor expected = AnswerLoss.PerToken(model, model.Encode(flat.Sequence), flat);
        Assert.True(expected.allclose(AnswerLoss.PerToken(model, model.EncodeTrees(trees.Sequence), trees), 1e-9, 1e-10));
    }

    [Fact]
    public void EncodeTrees_MoreTokensThanTheModelsLength_CountsPathsAlone()
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = Mixed(TestModels.Config(), 3);
        int[][] prompts = [.. Enumerable.Range(0, 30).Select(item => new[] { 1, 2, 3, item, 4 })];
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of(prompts)], 0, CPU);
        Assert.True(batch.Length > model.Base.MaxLength);
        Tensor last = MixedLanguageModel.Pool(model.EncodeTrees(batch), batch, FeaturePooling.LastToken);
        using PromptBatch flat = PromptBatch.Create(prompts, 0, CPU);
        Assert.True(last.allclose(MixedLanguageModel.Pool(model.Encode(flat), flat, FeaturePooling.LastToken), 1e-9, 1e-10));
    }

    [Fact]
    public void EncodeTrees_ATokenThatSeesNothing_SeesItself()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create();
        Tensor embeddings = model.Embed(TestModels.Tokens(1, 3));
        Tensor nothing = zeros(1, 3, 3, dtype: ScalarType.Bool);
        Tensor states = model.EncodeTrees(embeddings, zeros(1, 3, dtype: ScalarType.Int64), nothing);
        Tensor alone = model.Encode(embeddings.transpose(0, 1), TestModels.AllReal(3, 1)).transpose(0, 1);
        Assert.True(TestModels.LargestDifference(states, alone) < 1e-5);
    }

    [Fact]
    public void EncodeTrees_InTraining_DropsByTheStateOfThePass()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(dropout: 0.5));
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of([[1, 2], [1, 3]])], 0, CPU);
        Tensor Run() => model.EncodeTrees(model.Embed(batch.TokenIds), batch.Positions, batch.Visible!);
        Assert.True(Run().equal(Run()).all().item<bool>());
        model.train();
        Assert.False(Run().equal(Run()).all().item<bool>());
        Assert.True(model.HasDropout);
        using LlamaForCausalLM without = TestModels.Create();
        Assert.False(without.HasDropout);
    }

    [Fact]
    public void MaxTreePath_OfTheDynamicScaling_EndsWhereLengthsDecide()
    {
        using LlamaForCausalLM plain = TestModels.Create();
        Assert.Equal(40, plain.MaxTreePath);
        var scaling = new RopeScaling { Kind = RopeScalingKind.Dynamic, Factor = 4, OriginalMaxLength = 12 };
        using LlamaForCausalLM dynamic = TestModels.Create(TestModels.Config() with { RopeScaling = scaling });
        Assert.Equal(12, dynamic.MaxTreePath);
    }

    [Fact]
    public void EncodeTrees_WhatDoesNotFit_IsNamed()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create();
        Tensor embeddings = model.Embed(TestModels.Tokens(1, 3));
        Tensor positions = tensor(new[] { 0L, 1, 2 }).unsqueeze(0);
        Tensor visible = ones(1, 3, 3, dtype: ScalarType.Bool);
        Assert.StartsWith("positions has shape [3]; expected [1, 3].", Fault(positions[0], visible), StringComparison.Ordinal);
        Assert.StartsWith("visible has shape [1, 3]; expected [1, 3, 3].", Fault(positions, visible[0].narrow(0, 0, 1)), StringComparison.Ordinal);
        Assert.StartsWith("visible has dtype Float32; expected Bool.", Fault(positions, visible.to(ScalarType.Float32)), StringComparison.Ordinal);
        Assert.StartsWith("positions holds 40; expected values in [0, 40)", Fault(positions + 38, visible), StringComparison.Ordinal);
        Assert.StartsWith("positions holds -1; expected values in [0, 40)", Fault(positions - 1, visible), StringComparison.Ordinal);

        string Fault(Tensor places, Tensor mask) => Assert.Throws<ArgumentException>(() => model.EncodeTrees(embeddings, places, mask)).Message;
    }

    private static MixedLanguageModel Mixed(LlamaConfig config, int seed)
    {
        LlamaForCausalLM llama = TestModels.Create(config, seed);
        return MixedLanguageModel.Create(llama.to(ScalarType.Float64), new EntityVocabulary(config.VocabularySize, 0, 0), null, seed);
    }

    // Beginnings, continuations and equal prompts.
    private static int[][] Draw(Random random, int vocabulary, int longest)
    {
        int[] trunk = [.. Enumerable.Range(0, longest / 2).Select(_ => random.Next(vocabulary))];
        return [.. Enumerable.Range(0, 6).Select(_ => (int[])[.. trunk[..random.Next(1, trunk.Length + 1)], .. Enumerable.Range(0, random.Next(longest / 2)).Select(_ => random.Next(vocabulary))]), trunk, trunk];
    }

    private static Dictionary<string, Tensor> Gradients(MixedLanguageModel model, Tensor loss)
    {
        model.zero_grad();
        loss.backward();
        return model.named_parameters().Where(entry => entry.parameter.grad is not null).ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
    }
}
