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
internal sealed class JointStage(ModelData data, IAlignedSamples source, SideJudge judge, int seed, Device device)
{
    /// <summary>BDLM: both sides in turns, with the information sharing module between them.</summary>
    /// <param name="language">The language side.</param>
    /// <param name="domain">The domain side.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="mutualWeight">λ on both sides.</param>
    /// <param name="balances">Told how strongly the mutual terms pull; null for nobody.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two turns.</param>
    public TrainingHistory TrainJointly(LanguageRow language, DomainRow domain, string stage, double mutualWeight, IJointCallback? balances, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        ITurnSchedule schedule = data.Scale.TurnLength is { } length ? new AlternatingTurns(length) : AlternatingTurns.WholeEpochs;
        (string, IScorer)[] sides = [("llm", LanguageScorer(language)), ("drs", CascadeScorer(language, domain))];
        using InformationSharingModule sharing = Sharing(language.Model);
        return Train(language, domain, sharing, Options(stage, mutualWeight), schedule, () => judge(sides, RowNorms.Of(language, domain, sharing)), balances is null ? [] : [balances], checkpoints, progress, cancellation);
    }

    /// <summary>Without joint learning: the language side stays as it is, the domain side learns to use its features in as many passes.</summary>
    /// <param name="language">The finished language side.</param>
    /// <param name="domain">The domain side.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two turns.</param>
    public TrainingHistory TrainDomainOnly(LanguageRow language, DomainRow domain, string stage, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        (string, IScorer)[] sides = [("drs", CascadeScorer(language, domain))];
        // The trainer wants an M; at λ = 0 nothing is drawn to it.
        using var idle = new InformationSharingModule(data.UserCount, data.ItemCount, data.Scale.Dim, device: device);
        return Train(language, domain, idle, Options(stage, mutualWeight: 0), new OneSideTurns(Side.Domain), () => judge(sides, RowNorms.Of(language, domain, sharing: null)), [], checkpoints, progress, cancellation);
    }

    /// <summary>BDLM-llm.</summary>
    public IScorer LanguageScorer(LanguageRow row) => new LanguageScorer(row.Model, row.Encoder, RankBy.ItemTokens, device);

    /// <summary>BDLM-drs.</summary>
    public IScorer CascadeScorer(LanguageRow language, DomainRow domain)
    {
        return new CascadeScorer(Features(data.Scale, language, device), domain.Recommender, domain.Head, device);
    }

    /// <summary>Reads what the domain side gets of the language side.</summary>
    public static FeatureExtractor Features(LabScale scale, LanguageRow language, Device device) =>
        new(language.Model, language.Encoder, scale.Pooling, device) { WithScores = scale.HeadScores };

    private TrainingHistory Train(
        LanguageRow language,
        DomainRow domain,
        InformationSharingModule sharing,
        JointTrainingOptions options,
        ITurnSchedule schedule,
        Func<ValidationResult> validate,
        IReadOnlyList<IJointCallback> callbacks,
        CheckpointStore? checkpoints,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellation)
    {
        using LanguageOptimizer languageOptimizer = LanguageStage.Optimizer(language.Model, data.Scale);
        using FusedAdam domainOptimizer = DomainOptimizer(domain);
        var trainer = new JointTrainer(
            new LanguageSide(language.Model, language.Encoder, source.HistoryOf, languageOptimizer, new LanguageSideOptions { Pooling = data.Scale.Pooling, TopKShare = data.Scale.TopKShare, WithScores = data.Scale.HeadScores }, device),
            new DomainSide(domain.Recommender, domain.Head, domainOptimizer, DomainOptions(language), device),
            sharing,
            source,
            options,
            device,
            schedule,
            callbacks,
            checkpoints);
        return trainer.Train(_ => validate(), progress, cancellation);
    }

    private JointTrainingOptions Options(string stage, double mutualWeight) => new()
    {
        Loop = LoopSettings.Of(stage, data.Scale.Epochs, data.Scale.Patience),
        BatchSize = data.Scale.Batch,
        LanguageMutualWeight = mutualWeight,
        DomainMutualWeight = mutualWeight,
        Seed = seed,
    };

    private DomainSideOptions DomainOptions(LanguageRow language) => new()
    {
        LeaveOutOwnEdges = data.Scale.LeaveOutOwnEdges,
        UserRowScale = language.UserFactor,
        ItemRowScale = language.ItemFactor,
    };

    private FusedAdam DomainOptimizer(DomainRow domain)
    {
        (string, Parameter)[] named =
        [
            .. domain.Recommender.Module.named_parameters().Select(entry => ("recommender." + entry.name, entry.parameter)),
            .. domain.Head.named_parameters().Select(entry => ("head." + entry.name, entry.parameter)),
        ];
        return new FusedAdam(named, new AdamOptions { LearningRate = data.Scale.DomainRate });
    }

    // M ← E^L: where that was preloaded from E^D, the mutual loss starts at 0; where it is random, M is, too.
    private InformationSharingModule Sharing(MixedLanguageModel model)
    {
        var options = new SharingOptions
        {
            LearningRate = data.Scale.SharingRate,
            Update = data.Scale.SharingUpdate,
            Momentum = data.Scale.SharingMomentum,
            Reduction = data.Scale.MutualReduction,
        };
        var sharing = new InformationSharingModule(data.UserCount, data.ItemCount, data.Scale.Dim, options, device);
        sharing.Preload(model.Embedding.Users, model.Embedding.Items);
        return sharing;
    }
}
