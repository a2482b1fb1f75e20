using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Graph;
using Bdlm.Instructions;
using Bdlm.Lab.Backbone;
using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>Builds the models of the rows: all language rows start from one backbone, all domain rows from one LightGCN.</summary>
internal sealed class ModelFactory(ExperimentData data, BackboneFactory backbone, LightGcn pretrained, int seed)
{
    /// <summary>The text-only model: no entity tokens.</summary>
    public InstructRec TextOnly()
    {
        var options = new InstructRecOptions { Templates = PromptSettings.Instructions, Prompts = backbone.Fit(PromptSettings.TextOnly(data.Scale)), TopKShare = LanguageStage.TopKShare };
        return InstructRec.Create(backbone.Copy(), backbone.Tokenizer, data.Catalog, options, seed);
    }

    /// <summary>The model with entity tokens, its rows preloaded from LightGCN (E^L ← E^D).</summary>
    public LanguageRow Mixed()
    {
        var vocabulary = new EntityVocabulary(backbone.VocabularySize, data.Log.UserCount, data.Log.ItemCount);
        LanguageRow row = Language(vocabulary, backbone.Fit(PromptSettings.Mixed(data.Scale)));
        using IDisposable noGradient = no_grad();
        using DomainEmbeddings rows = pretrained.Embed();
        PreloadReport report = EmbeddingPreloader.Preload(row.Model, rows.AlignedUsers, rows.AlignedItems, new PreloadOptions { Scale = ScaleMode.MatchWordRms });
        return row with { Preload = report };
    }

    /// <summary>A copy of the pretrained LightGCN with a fresh fusion head, which starts from LightGCN's own score.</summary>
    public DomainRow Domain()
    {
        LightGcn copy = RecommenderStage.Create(data, seed);
        copy.load_state_dict(pretrained.state_dict());
        return new DomainRow(copy, KnowledgeFusionHead.Create(new FusionOptions(), data.Scale.Dim, copy, seed, CPU));
    }

    private LanguageRow Language(EntityVocabulary vocabulary, PromptOptions prompts)
    {
        var model = MixedLanguageModel.Create(backbone.Copy(), vocabulary, null, seed);
        var tokenizer = new ExtendedTokenizer(backbone.Tokenizer, vocabulary);
        return new LanguageRow(model, new PromptEncoder(tokenizer, data.Catalog, prompts));
    }
}
