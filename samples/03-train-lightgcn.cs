// # Train LightGCN
//
// LightGCN gives every user and item a row, and lets rows of neighbours in the graph of interactions flow into each other. This program trains it
// with early stopping on validation questions, and compares it on test questions with the plainest recommender there is: what is popular.

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
using Bdlm.Optimizers;
using Bdlm.Sampling;
using static TorchSharp.torch;

// The data and its split, as in 02.

string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");
InteractionDataSet data = DelimitedReader.Read(
    Path.Combine(folder, "interactions.csv"),
    new DelimitedOptions { Delimiter = ",", HasHeader = true, User = "user", Item = "film", Time = "time" });
DataSplit split = LeaveOneOutSplit.Apply(IdShuffle.Apply(KCoreFilter.Apply(data.Log, userCore: 5, itemCore: 5), seed: 1));
TrainView train = split.Train;

// Both stages get questions of their own: each user's held-out item among 19 others.

EvaluationQuestions validation = Questions(HeldOutStage.Validation);
EvaluationQuestions test = Questions(HeldOutStage.Test);

// The graph is built from training rows alone. The seed decides the first rows.

using LightGcn model = LightGcn.Create(new LightGcnOptions { Dim = 32, Layers = 2 }, InteractionGraph.FromTrain(train), seed: 1);
using var optimizer = new FusedAdam(model.named_parameters(), new AdamOptions { LearningRate = 0.005 });

// BPR: what a user took shall score higher than a drawn item that the user did not take.

var negatives = new TrainingNegatives(UserPositives.OfTraining(train), new UniformNegativeSampler(train));
var objective = new PairObjective(model, train, negatives, new PairObjectiveOptions { Regularization = 1e-3 }, CPU);

// Training ends when ten epochs in a row brought nothing, and the weights of the best epoch come back. The library prints nothing: progress goes to
// an object of one's own (at the end of this file), and the validation is a function.

var options = new DomainTrainingOptions { BatchSize = 512, Seed = 1, Loop = new TrainingLoopOptions { Stage = "LightGCN", Epochs = 100, Patience = 10 } };
var trainer = new DomainTrainer(objective, optimizer, options);
var scorer = new DomainScorer(model, CPU);
TrainingHistory history = trainer.Train(Validate, new EveryTenEpochs());
Console.WriteLine($"stopped early: {history.StoppedEarly}, after epoch {history.Epochs.Count}; the best was epoch {history.BestEpoch + 1}");

// Test questions are asked once, when all is chosen.

RankingResult popularity = ModelEvaluation.Rank(new BaselineScorer(new Popularity(train)), test);
RankingResult learnt = ModelEvaluation.Rank(scorer, test);
Console.WriteLine(FormattableString.Invariant($"HR@1: popularity {popularity.HitRate(1).Estimate:0.000}, LightGCN {learnt.HitRate(1).Estimate:0.000}"));
Console.WriteLine(FormattableString.Invariant($"HR@5: popularity {popularity.HitRate(5).Estimate:0.000}, LightGCN {learnt.HitRate(5).Estimate:0.000}"));

Console.WriteLine($"LightGCN finds more of the held-out items among its first five: {learnt.HitRate(5).Estimate > popularity.HitRate(5).Estimate}");

EvaluationQuestions Questions(HeldOutStage stage)
{
    var sampler = new UniformNegativeSampler(train);
    return EvaluationQuestions.Create(
        split, CandidateSetBuilder.Build(split, stage, sampler, seed: 1), InteractionPairSetBuilder.Build(split, stage, sampler, seed: 1));
}

ValidationResult Validate(int epoch)
{
    double rank = ModelEvaluation.Rank(scorer, validation).MeanReciprocalRank;
    return new ValidationResult(rank, [new NamedValue("MRR", rank)]);
}

internal sealed class EveryTenEpochs : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        long stepsOfTenEpochs = 10 * value.StepCount / value.Epochs;
        if (value.Step % stepsOfTenEpochs == 0)
        {
            (NamedValue loss, NamedValue rank) = (value.Losses[0], value.Validation[0]);
            Console.WriteLine(FormattableString.Invariant($"epoch {value.Epoch + 1}: {loss.Name} {loss.Value:0.000}, {rank.Name} {rank.Value:0.000} one epoch before"));
        }
    }
}
