using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Decoding;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Embeddings;
using Bdlm.Evaluation;
using Bdlm.Evaluation.FullRanking;
using Bdlm.Fusion;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Metrics;
using Bdlm.Optimizers;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Sharing;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The program of docs/guide.md, from files to recommendations.</summary>
internal static class GuideExample
{
    public static GuideResult Run(string folder, ICausalLanguageModel backbone, Tokenizer words, Device device, string runFolder, int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        InteractionDataSet read = DelimitedReader.Read(
            Path.Combine(folder, "ratings.tsv"),
            new DelimitedOptions { HasHeader = true, User = "user", Item = "film", Rating = "stars", Time = "when" },
            Path.Combine(folder, "films.tsv"),
            new DelimitedItemOptions { HasHeader = true, Id = "film", Title = "title", Categories = "genres" });
        ReadReport report = read.Report; // what was left out by a rule, such as repeated pairs

        InteractionLog log = RatingThreshold.Apply(read.Log, minimum: 4);
        log = KCoreFilter.Apply(log, userCore: 5, itemCore: 2);
        log = IdShuffle.Apply(log, seed: 1);
        InteractionDataSet data = read.WithLog(log); // the catalogue follows the log

        DataSplit split = LeaveOneOutSplit.Apply(data.Log);
        TrainView train = split.Train;

        INegativeSampler mix = MixedNegativeSampler.Create(train, data.Catalog);
        var negatives = new TrainingNegatives(UserPositives.OfTraining(train), mix);
        EvaluationQuestions validation = Ask(HeldOutStage.Validation);
        EvaluationQuestions test = Ask(HeldOutStage.Test);

        EvaluationQuestions Ask(HeldOutStage stage) => EvaluationQuestions.Create(
            split,
            CandidateSetBuilder.Build(split, stage, mix, negatives: 19, seed: 1),
            InteractionPairSetBuilder.Build(split, stage, mix, seed: 1));

        var audit = new LeakageAudit(split);
        audit.CheckIdOrder();
        audit.CheckPrompts(HeldOutStage.Validation, validation.PromptHistories());
        audit.CheckPrompts(HeldOutStage.Test, test.PromptHistories());

        InteractionGraph graph = InteractionGraph.FromTrain(train);
        using LightGcn recommender = LightGcn.Create(new LightGcnOptions { Dim = backbone.HiddenSize, Layers = 2 }, graph, seed: 1, device);
        using (var adam = new FusedAdam(recommender.named_parameters(), new AdamOptions { LearningRate = 5e-3 }))
        {
            var objective = new PairObjective(recommender, train, negatives, new PairObjectiveOptions(), device);
            var options = new DomainTrainingOptions { Loop = new TrainingLoopOptions { Stage = "LightGCN", Epochs = epochs, Patience = 5 }, Seed = 1 };
            new DomainTrainer(objective, adam, options).Train(_ => Judge(new DomainScorer(recommender, device), validation), progress, cancellation);
        }

        var vocabulary = new EntityVocabulary(backbone.VocabularySize, train.UserCount, train.ItemCount);
        var tokenizer = new ExtendedTokenizer(words, vocabulary);
        var encoder = new PromptEncoder(tokenizer, data.Catalog, new PromptOptions { MaxHistory = 10, MaxLength = 256 });
        using MixedLanguageModel language = MixedLanguageModel.Create(backbone, vocabulary, options: null, seed: 1);

        int[] prompt = encoder.Encode(new TopKPrompt(User: 0, train.ItemsOf(0).ToArray()));
        string shown = tokenizer.DecodeText(prompt); // "User<uid0> liked<iid7> Space 12;… Next item:"

        using var sharing = new InformationSharingModule(train.UserCount, train.ItemCount, recommender.EmbeddingDim, device: device);
        using (DomainEmbeddings rows = recommender.Embed())
        {
            PreloadReport scales = EmbeddingPreloader.Preload(language, rows.AlignedUsers, rows.AlignedItems);
            sharing.Preload(rows.AlignedUsers, rows.AlignedItems);
        }

        using var head = KnowledgeFusionHead.Create(new FusionOptions(), backbone.HiddenSize, recommender, seed: 1, device);
        using var languageOptimizer = new LanguageOptimizer(language, new LanguageOptimizerOptions { LearningRate = 2e-3, WarmUp = 0.05 });
        using var domainOptimizer = new FusedAdam(
            [.. recommender.named_parameters(), .. head.named_parameters().Select(p => ("head." + p.name, p.parameter))],
            new AdamOptions { LearningRate = 1e-3 });
        var samples = new AlignedSampleSource(train, negatives, new AlignedSampleOptions { NegativesPerPositive = 4, PositionsPerUser = 6 }, seed: 1);
        var cascade = new CascadeScorer(new FeatureExtractor(language, encoder, FeaturePooling.LastToken, device), recommender, head, device);

        using var store = new CheckpointStore(runFolder);
        var trainer = new JointTrainer(
            new LanguageSide(language, encoder, samples.HistoryOf, languageOptimizer, new LanguageSideOptions(), device),
            new DomainSide(recommender, head, domainOptimizer, new DomainSideOptions { LeaveOutOwnEdges = true }, device),
            sharing,
            samples,
            new JointTrainingOptions { Loop = new TrainingLoopOptions { Stage = "joint", Epochs = epochs }, BatchSize = 160, Seed = 1 },
            device,
            checkpoints: store);
        TrainingHistory history = trainer.Train(_ => Judge(cascade, validation), progress, cancellation);

        double threshold = ModelEvaluation.ChooseThreshold(cascade, validation, cancellation);
        RankingResult drs = ModelEvaluation.Rank(cascade, test, cancellation);
        InteractionResult decided = ModelEvaluation.Predict(cascade, test, threshold, cancellation);
        RankingResult llm = ModelEvaluation.Rank(new LanguageScorer(language, encoder, RankBy.ItemTokens, device), test, cancellation);
        RankingResult alone = ModelEvaluation.Rank(new DomainScorer(recommender, device), test, cancellation);
        PairedComparison gain = drs.CompareHits(alone, k: 1, seed: 1);

        using var catalogue = new DomainCatalogueScorer(recommender, device);
        FullRankingResult full = FullRankingEvaluation.Rank(catalogue, FullRankingQuestions.Create(split, HeldOutStage.Test), cancellation: cancellation);

        int[] unseen = [.. Enumerable.Range(0, train.ItemCount).Where(item => !train.Contains(0, item))];
        IReadOnlyList<ItemList> best = new ItemDecoder(language).Decode([prompt], new ItemDecodingOptions { ListLength = 1, Beams = 5 }, [unseen])[0];
        string[] titles = [.. best.Select(list => data.Catalog[list.Items[0]].Title)];

        return new GuideResult(report, shown, history, drs, decided, llm, gain, full, titles);
    }

    private static ValidationResult Judge(IScorer scorer, EvaluationQuestions questions)
    {
        RankingResult ranks = ModelEvaluation.Rank(scorer, questions);
        return new ValidationResult(ranks.MeanReciprocalRank, ranks.Values([1, 2]));
    }
}
