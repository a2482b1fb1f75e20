using Bdlm.Data;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.World;
using Bdlm.Llama;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone;

public sealed class BackboneFactoryTests
{
    private static readonly ItemCatalog Catalog = new(FilmTitles.Create(40, new Random(1)).Films);
    private static readonly LabScale Scale = new() { Dim = 16, Heads = 2, Layers = 1, VocabularySize = 400, BackboneEpochs = 40 };

    [Fact]
    public void Create_OnACatalogue_LearnsItsText()
    {
        using BackboneFactory factory = Create();
        Assert.Equal(400, factory.VocabularySize);
        Assert.Equal(40, factory.History.Epochs.Count);
        Assert.True(factory.History.Epochs[^1].Losses[0].Value < 0.8 * factory.History.Epochs[0].Losses[0].Value);
    }

    [Fact]
    public void Copy_Twice_GivesEqualModelsThatLiveApart()
    {
        using BackboneFactory factory = Create();
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor tokens = tensor(new long[] { 0, 40, 50, 60 }, [1, 4]);
        using LlamaForCausalLM one = factory.Copy();
        using LlamaForCausalLM other = factory.Copy();
        float[] before = Logits(one, tokens);
        Assert.Equal(before, Logits(other, tokens));
        other.WordEmbeddings.fill_(0.5);
        Assert.Equal(before, Logits(one, tokens));
        Assert.NotEqual(before, Logits(other, tokens));
        using LlamaForCausalLM third = factory.Copy();
        Assert.Equal(before, Logits(third, tokens));
    }

    private static BackboneFactory Create() => BackboneFactory.Create(Catalog, PromptSettings.Words, Scale, seed: 1, checkpoints: null, new Progress<TrainingProgress>(), CancellationToken.None);

    private static float[] Logits(LlamaForCausalLM model, Tensor tokens)
    {
        model.eval();
        return model.Logits(tokens).contiguous().data<float>().ToArray();
    }
}
