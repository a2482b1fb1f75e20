using Bdlm.Data;
using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Sharing;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.BringYourOwn;

/// <summary>Joint training of a recommender and a language model of one's own, as docs/bring-your-own.md shows it.</summary>
internal static class OwnPartsExample
{
    public static TrainingHistory Train(ICausalLanguageModel ownModel, Tokenizer ownTokenizer, IDomainRecommender ownRecommender, TrainView train, ItemCatalog catalog)
    {
        // Side L: your model over words becomes a model over words, users and items.
        var vocabulary = new EntityVocabulary(ownModel.VocabularySize, train.UserCount, train.ItemCount);
        using var language = MixedLanguageModel.Create(ownModel, vocabulary, options: null, seed: 1);
        var encoder = new PromptEncoder(new ExtendedTokenizer(ownTokenizer, vocabulary), catalog, new PromptOptions());

        // Preloading: E^L ← E^D and M ← E^D, so that the mutual loss starts at 0.
        using var sharing = new InformationSharingModule(train.UserCount, train.ItemCount, ownRecommender.EmbeddingDim);
        using (DomainEmbeddings rows = ownRecommender.Embed())
        {
            EmbeddingPreloader.Preload(language, rows.AlignedUsers, rows.AlignedItems);
            sharing.Preload(rows.AlignedUsers, rows.AlignedItems);
        }

        // Side D: your recommender with the head that adds the language model's feature to its own score.
        using var head = KnowledgeFusionHead.Create(new FusionOptions(), ownModel.HiddenSize, ownRecommender, seed: 1);
        using var domainOptimizer = new FusedAdam([.. ownRecommender.Module.named_parameters(), .. head.named_parameters().Select(p => ("head." + p.name, p.parameter))], new AdamOptions { LearningRate = 1e-3 });
        using var languageOptimizer = new LanguageOptimizer(language, new LanguageOptimizerOptions { LearningRate = 1e-3 });

        var negatives = new TrainingNegatives(UserPositives.OfTraining(train), new UniformNegativeSampler(train));
        var samples = new AlignedSampleSource(train, negatives, new AlignedSampleOptions { NegativesPerPositive = 1 }, seed: 1);
        var trainer = new JointTrainer(
            new LanguageSide(language, encoder, samples.HistoryOf, languageOptimizer, new LanguageSideOptions(), CPU),
            new DomainSide(ownRecommender, head, domainOptimizer, new DomainSideOptions(), CPU),
            sharing,
            samples,
            new JointTrainingOptions { Loop = new TrainingLoopOptions { Epochs = 3 }, BatchSize = 16 },
            CPU);
        return trainer.Train();
    }
}
