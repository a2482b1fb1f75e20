using Bdlm.Llama;

namespace Bdlm.Lab.Backbone.Probing;

public sealed class FactProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Measure_KnownQuestions_CountsChanceAndTheBestConstantByHand()
    {
        using BackboneFactory backbone = TinyBackbone.Pretrained(_folder.FullPath, TinyBackbone.Options with { Epochs = 1 });
        using LlamaForCausalLM model = backbone.Copy();
        var likelihood = new ChoiceLikelihood(model, backbone.Tokenizer, backbone.BeginToken);
        // Every choice is right for the first, one of two for the others; " b" is right twice, as often as " a".
        ProbeQuestion[] questions = [new("x", "one", [" a", " b"], [0, 1]), new("x", "two", [" a", " b"], [0]), new("x", "three", [" a", " b"], [1]), new("y", "four", [" a"], [0])];
        IReadOnlyList<ProbeResult> results = FactProbe.Measure(likelihood, questions, CancellationToken.None);
        Assert.Equal(["x", "y"], results.Select(result => result.Kind));
        Assert.Equal((3, 2.0 / 3, 2.0 / 3), (results[0].Questions, results[0].Chance, results[0].BestConstant));
        Assert.InRange(results[0].Accuracy, 1.0 / 3, 1);
        Assert.Equal((1, 1.0, 1.0, 1.0), (results[1].Questions, results[1].Accuracy, results[1].Chance, results[1].BestConstant));
    }

    [Fact]
    public void Score_ChoicesOfOneToken_AreNextTokenLogProbabilities()
    {
        using BackboneFactory backbone = TinyBackbone.Pretrained(_folder.FullPath, TinyBackbone.Options with { Epochs = 1 });
        using LlamaForCausalLM model = backbone.Copy();
        double[] scores = Assert.Single(new ChoiceLikelihood(model, backbone.Tokenizer, backbone.BeginToken).Score([new("x", "Answer:", [" Yes", " No"], [0])], CancellationToken.None));
        using var scope = TorchSharp.torch.NewDisposeScope();
        using IDisposable frozen = TorchSharp.torch.no_grad();
        long[] prompt = [0, .. backbone.Tokenizer.EncodeToIds("Answer:").Select(id => (long)id)];
        TorchSharp.torch.Tensor next = model.Logits(TorchSharp.torch.tensor(prompt, [1, prompt.Length])).select(1, prompt.Length - 1).log_softmax(1);
        int yes = Assert.Single(backbone.Tokenizer.EncodeToIds(" Yes"));
        int no = Assert.Single(backbone.Tokenizer.EncodeToIds(" No"));
        Assert.Equal(next[0, yes].item<float>(), scores[0], 1e-5);
        Assert.Equal(next[0, no].item<float>(), scores[1], 1e-5);
    }
}
