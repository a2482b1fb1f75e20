using Bdlm.Data;
using Bdlm.Lab.Backbone.Pretraining;
using Bdlm.Lab.Backbone.Probing;
using Bdlm.Lab.Backbone.Texts;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.World;
using Bdlm.Llama;
using Bdlm.Loops;
using Bdlm.Prompts;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone;

public sealed class BackboneFactoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pretrained_OnACatalogue_KnowsItsText()
    {
        // Eight genres; adjectives and nouns tell them, so that a held-out sentence can be known.
        var catalog = new ItemCatalog(FilmTitles.Create(240, new Random(2)).Films);
        BackboneOptions options = TinyBackbone.Options with { Epochs = 8, Patience = 8, Batch = 16, HeldOutShare = 0.15 };
        BackboneRecipe recipe = BackboneRecipe.Create(catalog, PromptSettings.Words(new LabScale()), options, seed: 1);
        using BackboneFactory backbone = BackboneFactory.Pretrained(recipe, new BackboneCache(_folder.FullPath), CPU, null, null, CancellationToken.None);
        BackboneReport report = backbone.Report!;
        Assert.InRange(report.FirstPerplexity, 300, double.MaxValue);
        Assert.True(report.Perplexity() < 12, $"perplexity {report.Perplexity()}");
        Assert.Equal(8, report.Perplexities.Count);
        Assert.Equal(report.Perplexities.Min(), report.Perplexity());
        Assert.Equal([FactSentences.TopicQuestion, QuestionSentences.TopicQuestion], report.Probes.Select(probe => probe.Kind).Order());
        // Yes or no about genres takes more than a second to learn.
        ProbeResult topics = report.Probes.Single(probe => probe.Kind == FactSentences.TopicQuestion);
        Assert.True(topics.Accuracy > 1.5 * topics.Chance && topics.Accuracy > topics.BestConstant, $"{topics}");
    }

    [Fact]
    public void Copy_Twice_GivesEqualModelsThatLiveApart()
    {
        using BackboneFactory factory = TinyBackbone.Pretrained(_folder.FullPath);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor tokens = tensor(new long[] { 0, 40, 50, 60 }, [1, 4]);
        using LlamaForCausalLM one = factory.Copy();
        using LlamaForCausalLM other = factory.Copy();
        float[] before = Logits(one, tokens);
        Assert.Equal(before, Logits(other, tokens));
        other.WordEmbeddings.fill_(0.5);
        Assert.NotEqual(before, Logits(other, tokens));
        using LlamaForCausalLM third = factory.Copy();
        Assert.Equal(before, Logits(third, tokens));
    }

    [Fact]
    public void FromFolder_OfAPretrainedOne_IsTheSameBackbone()
    {
        using BackboneFactory pretrained = TinyBackbone.Pretrained(_folder.FullPath);
        using BackboneFactory read = BackboneFactory.FromFolder(pretrained.Folder);
        Assert.Equal((pretrained.VocabularySize, pretrained.HiddenSize, pretrained.BeginToken, pretrained.EndToken), (read.VocabularySize, read.HiddenSize, read.BeginToken, read.EndToken));
        Assert.Equal((0, 0), (read.BeginToken, read.EndToken));
        Assert.Equal(AnswerWords.English, read.Answers);
        using var copy = (LlamaForCausalLM)read.Copy(CPU, dropout: 0.1, seed: 5);
        Assert.Equal(0.1, copy.Config.Dropout);
    }

    [Fact]
    public void Fit_Prompts_TakesTheBackbonesTokensAndContext()
    {
        using BackboneFactory backbone = TinyBackbone.Pretrained(_folder.FullPath);
        PromptOptions fitted = backbone.Fit(PromptOptions.TextOnly with { BeginToken = 7, MaxLength = 5000 });
        Assert.Equal((0, " Yes", " No", 640 - 96), (fitted.BeginToken, fitted.YesAnswer, fitted.NoAnswer, fitted.MaxLength));
        Assert.Equal(100, backbone.Fit(PromptOptions.TextOnly with { MaxLength = 100 }).MaxLength);
    }

    [Fact]
    public void Create_ForOneRun_LeavesNothingBehind()
    {
        string folder;
        using (BackboneFactory backbone = BackboneFactory.Create(
            TinyBackbone.Catalog, PromptSettings.Words(new LabScale()), new LabScale { Dim = 16, Backbone = new() { Heads = 2, Layers = 1, VocabularySize = 400, Epochs = 1 } }, seed: 1, checkpoints: null, new Progress<TrainingProgress>(), CancellationToken.None))
        {
            folder = backbone.Folder;
            Assert.Equal(400, backbone.VocabularySize);
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(folder)));
    }

    [Fact]
    public void FromFolder_ATokenizerThatKnowsUsers_IsRefused()
    {
        using BackboneFactory backbone = TinyBackbone.Pretrained(_folder.FullPath);
        string extended = _folder.File("extended");
        Llama.Tokenizers.TokenizerFolder.WriteExtended(backbone.Folder, extended, new EntityVocabulary(backbone.VocabularySize, userCount: 2, itemCount: 3));
        ArgumentException fault = Assert.Throws<ArgumentException>(() => BackboneFactory.FromFolder(extended));
        Assert.Contains("knows 2 users and 3 items already; expected a tokenizer over words alone.", fault.Message, StringComparison.Ordinal);
    }

    private static float[] Logits(LlamaForCausalLM model, Tensor tokens)
    {
        model.eval();
        return model.Logits(tokens).contiguous().data<float>().ToArray();
    }
}
