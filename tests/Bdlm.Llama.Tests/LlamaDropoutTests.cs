using Bdlm.Llama.Reference;
using static TorchSharp.torch;

namespace Bdlm.Llama;

public class LlamaDropoutTests
{
    [Fact]
    public void Encode_InEvaluation_DropsNothing()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM dropping = TestModels.Create(TestModels.Config(dropout: 0.5));
        using LlamaForCausalLM plain = TestModels.Create(TestModels.Config());
        Tensor tokens = TestModels.Tokens(2, 6);

        Assert.Equal(0, TestModels.LargestDifference(plain.Logits(tokens), dropping.Logits(tokens)));
    }

    [Fact]
    public void Encode_InTraining_DropsAnewInEachPass()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(dropout: 0.5));
        Tensor tokens = TestModels.Tokens(2, 6);
        Tensor calm = model.Logits(tokens);

        model.train();
        Tensor first = model.Logits(tokens);
        Tensor second = model.Logits(tokens);

        Assert.True(TestModels.LargestDifference(calm, first) > 0.1);
        Assert.True(TestModels.LargestDifference(first, second) > 0.1);
        model.eval();
        Assert.Equal(0, TestModels.LargestDifference(calm, model.Logits(tokens)));
    }

    [Fact]
    public void Encode_ResumedFromAStateDictionary_DrawsTheSameMasks()
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(dropout: 0.3), seed: 1);
        using LlamaForCausalLM resumed = TestModels.Create(TestModels.Config(dropout: 0.3), seed: 2);
        Tensor tokens = TestModels.Tokens(2, 6);
        model.train();
        resumed.train();
        model.Logits(tokens);

        resumed.load_state_dict(model.state_dict());

        Assert.Equal(0, TestModels.LargestDifference(model.Logits(tokens), resumed.Logits(tokens)));
        Assert.Equal(0, TestModels.LargestDifference(model.Logits(tokens), resumed.Logits(tokens)));
    }

    [Fact]
    public void DropoutMasks_ManyValues_KeepTheShareAndTheMean()
    {
        using var scope = NewDisposeScope();
        var masks = new Layers.DropoutMasks(0.25, seed: 9);

        Tensor dropped = masks.Apply(ones(200, 500));

        // 100,000 draws: five standard deviations are 0.007.
        Assert.Equal(0.25, dropped.eq(0).to(ScalarType.Float32).mean().item<float>(), 0.007);
        Assert.Equal(1.0, dropped.mean().item<float>(), 0.01);
        Assert.Equal(1 / 0.75, dropped.max().item<float>(), 1e-6);
    }
}
