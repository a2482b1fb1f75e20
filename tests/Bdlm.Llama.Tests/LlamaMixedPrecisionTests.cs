using Bdlm.Language;
using Bdlm.Language.Adapters;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Generation;
using Bdlm.Llama.Layers;
using Bdlm.Llama.Reference;
using Bdlm.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Llama;

/// <summary>Linear maps in bfloat16 inside a float32 model.</summary>
public class LlamaMixedPrecisionTests
{
    [Fact]
    public void Projection_OfBFloat16_MultipliesRoundedWeightsAndRoundsOnce()
    {
        using var scope = NewDisposeScope();
        Tensor weights = randn([3, 8], generator: new Generator(1));
        Tensor input = randn([5, 8], generator: new Generator(2)).to(ScalarType.BFloat16);
        using var map = new Projection(new Parameter(weights.clone()));

        Tensor output = map.call(input);
        Tensor expected = input.to(ScalarType.Float64).matmul(weights.to(ScalarType.BFloat16).to(ScalarType.Float64).t());
        Assert.Equal(ScalarType.BFloat16, output.dtype);
        // Half a unit in the last of 8 bits, and what float32 sums lose.
        Assert.True((output.to(ScalarType.Float64) - expected).abs().le((expected.abs() * Math.Pow(2, -8)) + 1e-5).all().item<bool>());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Encode_IsNearFloat32AndNotTheSame(int keyValueHeads)
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(keyValueHeads: keyValueHeads));
        Tensor words = model.Embed(TestModels.Tokens(2, 6));
        Tensor mask = TestModels.AllReal(2, 6);
        Tensor full = model.Encode(words, mask);
        model.MixedPrecision = true;
        Tensor mixed = model.Encode(words, mask);

        Assert.Equal(ScalarType.Float32, mixed.dtype);
        Assert.InRange(TestModels.LargestDifference(full, mixed), 1e-4, 0.1);
        model.MixedPrecision = false;
        Assert.Equal(0, TestModels.LargestDifference(full, model.Encode(words, mask)));
    }

    [Fact]
    public void Backward_EveryParameter_HasAFloat32GradientAlongFloat32s()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> full = Gradients(model => { });
        Dictionary<string, Tensor> mixed = Gradients(model => model.MixedPrecision = true);

        Assert.Equal(full.Keys, mixed.Keys);
        Assert.All(mixed, entry =>
        {
            Assert.Equal(ScalarType.Float32, entry.Value.dtype);
            double cosine = nn.functional.cosine_similarity(entry.Value.flatten(), full[entry.Key].flatten(), 0).item<float>();
            Assert.True(cosine > 0.99, FormattableString.Invariant($"{entry.Key}: the gradients' cosine is {cosine}"));
        });
    }

    [Fact]
    public void Backward_WithActivationCheckpointing_EqualToTheLastBit()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> kept = Gradients(model => model.MixedPrecision = true);
        Dictionary<string, Tensor> again = Gradients(model => (model.MixedPrecision, model.ActivationCheckpointing) = (true, true));
        Assert.All(kept, entry => Assert.Equal(entry.Value.data<float>().ToArray(), again[entry.Key].data<float>().ToArray()));
    }

    [Fact]
    public void Backward_WithLora_ReachesTheAdaptersInFloat32()
    {
        using var scope = NewDisposeScope();
        using MixedLanguageModel model = MixedLanguageModel.Create(TestModels.Create(), new EntityVocabulary(31, 2, 2), null, 1);
        LoraAdapters adapters = LoraAdapters.Attach(model, new LoraOptions { Rank = 2 }, seed: 1);
        var llama = (LlamaForCausalLM)model.Base;
        LlamaLoraTests.Scatter(adapters);
        Tensor full = llama.Logits(TestModels.Tokens(2, 6));
        llama.MixedPrecision = true;
        Tensor mixed = llama.Logits(TestModels.Tokens(2, 6));
        mixed.square().mean().backward();

        Assert.InRange(TestModels.LargestDifference(full, mixed) / full.abs().max().item<float>(), 1e-4, 0.05);
        Assert.All(adapters.Layers, layer => Assert.True(layer.A.grad!.dtype == ScalarType.Float32 && layer.A.grad.abs().max().item<float>() > 0));
    }

    [Fact]
    public void Encode_WithACache_StaysFloat32()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create();
        Tensor words = model.Embed(TestModels.Tokens(1, 5));
        Tensor full = model.Encode(words, TestModels.AllReal(1, 5));
        model.MixedPrecision = true;
        using var cache = KeyValueCache.Create(model, 1, 8);
        Tensor first = model.Encode(words.narrow(1, 0, 3), cache);
        Tensor rest = model.Encode(words.narrow(1, 3, 2), cache);
        Assert.InRange(TestModels.LargestDifference(full, cat([first, rest], 1)), 0, 1e-5);
    }

    [Fact]
    public void Load_WithMixedPrecision_HasIt()
    {
        using var folder = new TemporaryFolder();
        using (LlamaForCausalLM model = TestModels.Create())
        {
            LlamaCheckpoint.Save(model, folder.Root);
        }

        using LlamaForCausalLM loaded = LlamaCheckpoint.Load(folder.Root, new LlamaLoadOptions { MixedPrecision = true });
        Assert.True(loaded.MixedPrecision);
        Assert.Equal(ScalarType.Float32, loaded.WordEmbeddings.dtype);
    }

    private static Dictionary<string, Tensor> Gradients(Action<LlamaForCausalLM> prepare)
    {
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(dropout: 0.1));
        prepare(model);
        model.train();
        model.Logits(TestModels.Tokens(2, 6)).square().mean().backward();
        return model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
    }
}
