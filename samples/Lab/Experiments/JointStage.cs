using Bdlm.Checkpoints;
using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Sharing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>Trains both sides together (BDLM), or the domain side alone on a finished language side (without joint learning).</summary>
internal sealed class JointStage(ExperimentData data, AlignedSampleSource source, EvaluationQuestions validation, int seed)
{
    /// <summary>BDLM: both sides in turns, with the information sharing module between them.</summary>
    public TrainingHistory TrainJointly(LanguageRow language, DomainRow domain, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        (string, IScorer)[] sides = [("llm", LanguageScorer(language)), ("drs", CascadeScorer(language, domain))];
        return Train(language, domain, "BDLM: both sides", new AlternatingTurns(), data.Scale.MutualWeight, sides, checkpoints, progress, cancellation);
    }

    /// <summary>Without joint learning: the language side stays as it is, the domain side learns to use its features in as many passes.</summary>
    public TrainingHistory TrainDomainOnly(LanguageRow language, DomainRow domain, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        (string, IScorer)[] sides = [("drs", CascadeScorer(language, domain))];
        return Train(language, domain, "tokens, drs without joint learning", new OneSideTurns(Side.Domain), mutualWeight: 0, sides, checkpoints, progress, cancellation);
    }

    /// <summary>How strongly the mutual terms pulled.</summary>
    public BalanceLog Balances { get; } = new();

    public IScorer LanguageScorer(LanguageRow row) => new LanguageScorer(row.Model, row.Encoder, RankBy.ItemTokens, CPU);

    public IScorer CascadeScorer(LanguageRow language, DomainRow domain)
    {
        var features = new FeatureExtractor(language.Model, language.Encoder, FeaturePooling.LastToken, CPU);
        return new CascadeScorer(features, domain.Recommender, domain.Head, CPU);
    }

    private TrainingHistory Train(
        LanguageRow language,
        DomainRow domain,
        string stage,
        ITurnSchedule schedule,
        double mutualWeight,
        IReadOnlyList<(string Side, IScorer Scorer)> sides,
        CheckpointStore? checkpoints,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellation)
    {
        using LanguageOptimizer languageOptimizer = LanguageStage.Optimizer(language.Model, data.Scale);
        (string, Parameter)[] named = [.. domain.Recommender.named_parameters().Select(p => ("recommender." + p.name, p.parameter)), .. domain.Head.named_parameters().Select(p => ("head." + p.name, p.parameter))];
        using var adam = new FusedAdam(named, new AdamOptions { LearningRate = data.Scale.DomainRate });
        var domainOptions = new DomainSideOptions
        {
            LeaveOutOwnEdges = true,
            UserRowScale = language.Preload!.UserFactor,
            ItemRowScale = language.Preload.ItemFactor,
        };
        using InformationSharingModule sharing = Sharing(language.Model);
        var trainer = new JointTrainer(
            new LanguageSide(language.Model, language.Encoder, source.HistoryOf, languageOptimizer, new LanguageSideOptions(), CPU),
            new DomainSide(domain.Recommender, domain.Head, adam, domainOptions, CPU),
            sharing,
            source,
            new JointTrainingOptions
            {
                Loop = new TrainingLoopOptions { Stage = stage, Epochs = data.Scale.Epochs },
                BatchSize = data.Scale.Batch,
                LanguageMutualWeight = mutualWeight,
                DomainMutualWeight = mutualWeight,
                Seed = seed,
            },
            CPU,
            schedule,
            callbacks: [Balances],
            checkpoints: checkpoints);
        return trainer.Train(_ => Validation.Of(sides, validation, cancellation), progress, cancellation);
    }

    // M ← E^L, which was preloaded from E^D: the mutual loss starts at 0.
    private InformationSharingModule Sharing(MixedLanguageModel model)
    {
        var sharing = new InformationSharingModule(data.Log.UserCount, data.Log.ItemCount, data.Scale.Dim, new SharingOptions { LearningRate = data.Scale.SharingRate });
        sharing.Preload(model.Embedding.Users, model.Embedding.Items);
        return sharing;
    }
}
