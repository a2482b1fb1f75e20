// # Joint training
//
// BDLM trains a language model and a recommender in turns. The language model starts from the recommender's rows (preloading), the recommender's
// score takes the language model's feature of the pair (fusion), and the information sharing module keeps the rows of both together (see 05).

#:package Bdlm.Training@*-*
#:package Bdlm.Llama@*-*

using System.Text;
using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Embeddings;
using Bdlm.Evaluation;
using Bdlm.Fusion;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Llama;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Prompts;
using Bdlm.Sampling;
using Bdlm.Sharing;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

// The data and its split as in 02, and test questions.

string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");
InteractionDataSet data = DelimitedReader.Read(
    Path.Combine(folder, "interactions.csv"), new DelimitedOptions { Delimiter = ",", HasHeader = true, Time = "time" },
    Path.Combine(folder, "films.csv"), new DelimitedItemOptions { Delimiter = ",", HasHeader = true });
InteractionLog log = IdShuffle.Apply(KCoreFilter.Apply(data.Log, userCore: 5, itemCore: 5), seed: 1);
ItemCatalog catalog = data.Items.AlignTo(log.ItemMap);
DataSplit split = LeaveOneOutSplit.Apply(log);
TrainView train = split.Train;
var sampler = new UniformNegativeSampler(train);
var questions = EvaluationQuestions.Create(
    split, CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: 1), InteractionPairSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: 1));
var negatives = new TrainingNegatives(UserPositives.OfTraining(train), sampler);

// Side D: LightGCN, trained alone (see 03). Both sides have rows of width 32.

using LightGcn recommender = LightGcn.Create(new LightGcnOptions { Dim = 32, Layers = 2 }, InteractionGraph.FromTrain(train), seed: 1);
using var alone = new FusedAdam(recommender.named_parameters(), new AdamOptions { LearningRate = 0.005 });
var objective = new PairObjective(recommender, train, negatives, new PairObjectiveOptions { Regularization = 1e-3 }, CPU);
new DomainTrainer(objective, alone, new DomainTrainingOptions { BatchSize = 512, Seed = 1, Loop = new TrainingLoopOptions { Epochs = 40 } }).Train();

// Side L: a small Llama over the words of the titles and of the prompts. A published one would be read by `LlamaCheckpoint.Load`.

string[] words = ["[UNK]", "[CLS]", "[SEP]", .. "User liked nothing Will the user like Next item Candidates Answer Yes No . : ; ?".Split(' ')];
words = [.. words.Union(Enumerable.Range(0, catalog.Count).SelectMany(item => catalog[item].Title.Split(' ')))];
using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', words)));
var vocabulary = new EntityVocabulary(words.Length, train.UserCount, train.ItemCount);
var encoder = new PromptEncoder(new ExtendedTokenizer(WordPieceTokenizer.Create(lines), vocabulary), catalog, new PromptOptions { MaxHistory = 5 });
var config = new LlamaConfig { VocabularySize = words.Length, HiddenSize = 32, IntermediateSize = 64, LayerCount = 2, HeadCount = 2, KeyValueHeadCount = 2, MaxLength = 128 };
using MixedLanguageModel language = MixedLanguageModel.Create(LlamaForCausalLM.Create(config, seed: 1), vocabulary, options: null, seed: 1);

// Preloading: E^L ← E^D in the scale of the words, and M ← E^L. The head starts at the recommender's own score, and learns what the language model's
// feature of a pair adds.

using var rows = recommender.Embed();
PreloadReport preloaded = EmbeddingPreloader.Preload(language, rows.AlignedUsers, rows.AlignedItems, new PreloadOptions { Scale = ScaleMode.MatchWordRms });
using var sharing = new InformationSharingModule(train.UserCount, train.ItemCount, dim: 32);
sharing.Preload(language.Embedding.Users, language.Embedding.Items);
using KnowledgeFusionHead head = KnowledgeFusionHead.Create(new FusionOptions(), hiddenDim: 32, recommender, seed: 1);
using var languageOptimizer = new LanguageOptimizer(language, new LanguageOptimizerOptions { LearningRate = 3e-3 });
using var domainOptimizer = new FusedAdam(
    [.. recommender.named_parameters(), .. head.named_parameters().Select(p => ("head." + p.name, p.parameter))], new AdamOptions { LearningRate = 1e-3 });
(RankingResult llmBefore, RankingResult drsBefore) = Judge("before");

// Eq. 9, in turns: a batch for the language model, the same batch for the recommender.

var samples = new AlignedSampleSource(train, negatives, new AlignedSampleOptions { NegativesPerPositive = 1, PositionsPerUser = 3 }, seed: 1);
var trainer = new JointTrainer(
    new LanguageSide(language, encoder, samples.HistoryOf, languageOptimizer, new LanguageSideOptions(), CPU),
    new DomainSide(recommender, head, domainOptimizer, new DomainSideOptions { UserRowScale = preloaded.UserFactor, ItemRowScale = preloaded.ItemFactor }, CPU),
    sharing, samples, new JointTrainingOptions { BatchSize = 64, Seed = 1, Loop = new TrainingLoopOptions { Epochs = 4 } }, CPU);
trainer.Train();

// The language model has learnt to recommend. The recommender was good before: the paired test says whether its change is more than noise (see 07).

(RankingResult llmAfter, RankingResult drsAfter) = Judge("after");
Console.WriteLine($"change of the language model: {llmAfter.CompareHits(llmBefore, 5, seed: 1)}");
Console.WriteLine($"change of the recommender: {drsAfter.CompareHits(drsBefore, 5, seed: 1)}");

(RankingResult Llm, RankingResult Drs) Judge(string moment)
{
    RankingResult llm = ModelEvaluation.Rank(new LanguageScorer(language, encoder, RankBy.ItemTokens, CPU), questions);
    var features = new FeatureExtractor(language, encoder, FeaturePooling.LastToken, CPU);
    RankingResult drs = ModelEvaluation.Rank(new CascadeScorer(features, recommender, head, CPU), questions);
    Console.WriteLine(FormattableString.Invariant($"HR@5 {moment}: language model {llm.HitRate(5).Estimate:0.000}, recommender {drs.HitRate(5).Estimate:0.000}"));
    return (llm, drs);
}
