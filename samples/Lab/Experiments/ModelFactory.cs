using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Instructions;
using Bdlm.Lab.Backbone;
using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>Builds the models of the rows: all language rows start from one backbone, all domain rows from one pretrained recommender.</summary>
internal sealed class ModelFactory(ModelData data, ILanguageBackbone backbone, int seed, Device device)
{
    /// <summary>The text-only model: no entity tokens.</summary>
    public InstructRec TextOnly()
    {
        var options = new InstructRecOptions { Templates = PromptSettings.Instructions(data.Scale), Prompts = TextPrompts, TopKShare = data.Scale.TopKShare };
        return InstructRec.Create(backbone.Copy(device, data.Scale.Text.Dropout, seed, data.Scale.MixedPrecision), backbone.Tokenizer, data.Catalog, options, seed);
    }

    /// <summary>A model that knows users and items, its rows preloaded from a recommender (E^L ← E^D).</summary>
    /// <param name="pretrained">The recommender.</param>
    /// <param name="prompts">What it reads; with entity tokens, or, in the ablation, text alone.</param>
    public LanguageRow Preloaded(IDomainRecommender pretrained, PromptOptions prompts)
    {
        LanguageRow row = Language(prompts);
        using IDisposable noGradient = no_grad();
        using DomainEmbeddings rows = pretrained.Embed();
        PreloadReport report = EmbeddingPreloader.Preload(row.Model, rows.AlignedUsers, rows.AlignedItems, new PreloadOptions { Scale = data.Scale.PreloadScale });
        return row with { UserFactor = report.UserFactor, ItemFactor = report.ItemFactor };
    }

    /// <summary>The same with random rows, as large as word rows: the ablation without preloading.</summary>
    /// <param name="pretrained">The recommender that it may be aligned with; gives the scale alone.</param>
    /// <param name="prompts">What it reads.</param>
    public LanguageRow Random(IDomainRecommender pretrained, PromptOptions prompts)
    {
        LanguageRow row = Language(prompts);
        if (data.Scale.PreloadScale == ScaleMode.AsIs)
        {
            return row;
        }

        using IDisposable noGradient = no_grad();
        using DomainEmbeddings rows = pretrained.Embed();
        double words = RowStatistics.RootMeanSquare(row.Model.Base.WordEmbeddings);
        return row with
        {
            UserFactor = words / RowStatistics.RootMeanSquare(rows.AlignedUsers),
            ItemFactor = words / RowStatistics.RootMeanSquare(rows.AlignedItems),
        };
    }

    /// <summary>A copy of a pretrained recommender with a fresh fusion head, which starts from the recommender's own score.</summary>
    /// <param name="pretrained">The recommender.</param>
    /// <param name="language">Whose features the head is to read.</param>
    public DomainRow Domain(PretrainedRecommender pretrained, LanguageRow language)
    {
        IDomainRecommender copy = DomainModels.Create(pretrained.Kind, data, seed, device);
        copy.Module.load_state_dict(pretrained.Model.Module.state_dict());
        var options = new FusionOptions { Form = data.Scale.HeadForm, NormalizeHidden = data.Scale.NormalizeHidden, PairDropout = data.Scale.PairDropout };
        return new DomainRow(copy, KnowledgeFusionHead.Create(options, JointStage.Features(data.Scale, language, device).Width, copy, seed, device));
    }

    /// <summary>Prompts with entity tokens.</summary>
    public PromptOptions TokenPrompts => backbone.Fit(PromptSettings.Mixed(data.Scale, backbone.BeginToken));

    /// <summary>Prompts of text alone.</summary>
    public PromptOptions TextPrompts => backbone.Fit(PromptSettings.TextOnly(data.Scale, backbone.BeginToken));

    private LanguageRow Language(PromptOptions prompts)
    {
        var vocabulary = new EntityVocabulary(backbone.VocabularySize, data.UserCount, data.ItemCount);
        var model = MixedLanguageModel.Create(backbone.Copy(device, data.Scale.Dropout, seed, data.Scale.MixedPrecision), vocabulary, new MixedLanguageModelOptions { OutputRows = data.Scale.OutputRows }, seed);
        var tokenizer = new ExtendedTokenizer(backbone.Tokenizer, vocabulary);
        return new LanguageRow(model, new PromptEncoder(tokenizer, data.Catalog, prompts));
    }
}
