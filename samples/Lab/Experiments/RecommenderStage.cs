using Bdlm.Checkpoints;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>Trains a recommender alone on the training edges, which is also BDLM's first line.</summary>
internal static class RecommenderStage
{
    /// <summary>Trains until validation over all users stops improving. The caller disposes of the result.</summary>
    public static PretrainedRecommender Train(DomainKind kind, ExperimentData data, int seed, Device device, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        IDomainRecommender recommender = DomainModels.Create(kind, data.Models, seed, device);
        RecommenderScale scale = DomainModels.ScaleOf(kind, data.Scale);
        EvaluationQuestions validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        var scorer = new DomainScorer(recommender, device);
        using IOptimizer optimizer = RecommenderOptimizer.Create(recommender.Module, new ModelSettings { LearningRate = scale.Rate });
        var objective = new PairObjective(recommender, data.Split.Train, new TrainingNegatives(data.Positives, data.Sampler), Objective(scale), device);
        TrainingHistory history = new DomainTrainer(objective, optimizer, Options(kind, scale, seed), checkpoints)
            .Train(_ => Validate(scorer, validation, cancellation), progress, cancellation);
        return new PretrainedRecommender(kind, recommender, history);
    }

    private static PairObjectiveOptions Objective(RecommenderScale scale) => new()
    {
        Loss = scale.Loss,
        Regularization = scale.Regularization,
        NegativesPerPositive = scale.Negatives,
    };

    private static DomainTrainingOptions Options(DomainKind kind, RecommenderScale scale, int seed) => new()
    {
        Loop = LoopSettings.Of(DomainModels.Name(kind), scale.Epochs, scale.Patience),
        BatchSize = scale.Batch,
        Seed = seed,
    };

    private static ValidationResult Validate(IScorer scorer, EvaluationQuestions validation, CancellationToken cancellation)
    {
        RankingResult found = ModelEvaluation.Rank(scorer, validation, cancellation);
        return new ValidationResult(found.MeanReciprocalRank, [new NamedValue("HR@1", found.HitRate(1).Estimate), new NamedValue("MRR", found.MeanReciprocalRank)]);
    }
}
