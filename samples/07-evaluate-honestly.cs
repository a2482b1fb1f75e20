// # Evaluate honestly
//
// A table of means says which number is larger, not whether the difference would be there with other users. This program asks four models the same
// questions, gives each figure its interval, and tests each difference user by user. One of the differences is made of nothing but luck.

#:package Bdlm.Training@*-*

using Bdlm.Baselines;
using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Loops;
using Bdlm.Metrics;
using Bdlm.Optimizers;
using Bdlm.Sampling;
using static TorchSharp.torch;

// The data and its split as in 02.

string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");
InteractionDataSet data = DelimitedReader.Read(
    Path.Combine(folder, "interactions.csv"), new DelimitedOptions { Delimiter = ",", HasHeader = true, Time = "time" },
    Path.Combine(folder, "films.csv"), new DelimitedItemOptions { Delimiter = ",", HasHeader = true });
InteractionLog log = IdShuffle.Apply(KCoreFilter.Apply(data.Log, userCore: 5, itemCore: 5), seed: 1);
DataSplit split = LeaveOneOutSplit.Apply(log);
TrainView train = split.Train;

// One set of candidate lists, drawn once, for all models. Two models that are asked different questions cannot be compared.

MixedNegativeSampler mix = MixedNegativeSampler.Create(train, data.Items.AlignTo(log.ItemMap));
EvaluationQuestions questions = Questions(HeldOutStage.Test);

// Popularity, item neighbours, and LightGCN with two seeds: the last two differ by luck alone.

using LightGcn model = Train(seed: 1);
using LightGcn twin = Train(seed: 2);
var results = new (string Name, RankingResult Result)[]
{
    ("popularity", ModelEvaluation.Rank(new BaselineScorer(new Popularity(train)), questions)),
    ("neighbours", ModelEvaluation.Rank(new BaselineScorer(ItemKnn.Create(new ItemKnnOptions(), train)), questions)),
    ("LightGCN", ModelEvaluation.Rank(new DomainScorer(model, CPU), questions)),
    ("its twin", ModelEvaluation.Rank(new DomainScorer(twin, CPU), questions)),
};

// HR@5 with its 95 % interval over users. With 400 users it is wide: a paper's third decimal says nothing here.

foreach ((string name, RankingResult result) in results)
{
    ConfidenceInterval rate = result.HitRate(5);
    Console.WriteLine(FormattableString.Invariant($"{name,-10} HR@5 {rate.Estimate:0.000} [{rate.Lower:0.000}, {rate.Upper:0.000}]"));
}

// Paired tests: every model answered the same questions, so an easy question helps both sides of a difference and cancels. Three tests
// are made and each may err: p must be below 0.05 / 3 (Bonferroni). Where a difference is not shown, more users may show it; it is not shown to be 0.

(int Better, int Worse)[] pairs = [(2, 0), (2, 1), (2, 3)];
foreach ((int better, int worse) in pairs)
{
    PairedComparison test = results[better].Result.CompareHits(results[worse].Result, k: 5, seed: 1);
    string verdict = test.PValue < 0.05 / pairs.Length ? "real" : "not shown";
    Console.WriteLine($"{results[better].Name} - {results[worse].Name}: {test}: {verdict}");
}

// Yes or no for single pairs needs a threshold. It is chosen on validation questions: on test questions it would be a choice by the answers.

IScorer scorer = new DomainScorer(model, CPU);
double threshold = ModelEvaluation.ChooseThreshold(scorer, Questions(HeldOutStage.Validation));
InteractionResult yesNo = ModelEvaluation.Predict(scorer, questions, threshold);
Console.WriteLine(FormattableString.Invariant($"LightGCN, yes or no: F1 {yesNo.AtThreshold.F1:0.000}, AUC {yesNo.Auc:0.000}"));

EvaluationQuestions Questions(HeldOutStage stage) => EvaluationQuestions.Create(
    split, CandidateSetBuilder.Build(split, stage, mix, seed: 1), InteractionPairSetBuilder.Build(split, stage, mix, seed: 1));

LightGcn Train(int seed)
{
    LightGcn made = LightGcn.Create(new LightGcnOptions { Dim = 32, Layers = 2 }, InteractionGraph.FromTrain(train), seed);
    using var optimizer = new FusedAdam(made.named_parameters(), new AdamOptions { LearningRate = 0.005 });
    var negatives = new TrainingNegatives(UserPositives.OfTraining(train), new UniformNegativeSampler(train));
    var objective = new PairObjective(made, train, negatives, new PairObjectiveOptions { Regularization = 1e-3 }, CPU);
    new DomainTrainer(objective, optimizer, new DomainTrainingOptions { BatchSize = 512, Seed = seed, Loop = new TrainingLoopOptions { Epochs = 40 } }).Train();
    return made;
}
