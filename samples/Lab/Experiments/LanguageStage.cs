using Bdlm.Checkpoints;
using Bdlm.Evaluation;
using Bdlm.Instructions;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>Trains a language row alone: text-only, or tokens without joint learning.</summary>
internal sealed class LanguageStage(ExperimentData data, AlignedSampleSource source, EvaluationQuestions validation, int seed, Device device)
{
    /// <summary>Trains for the scale's epochs; the best validated one is kept.</summary>
    public TrainingHistory Train(LanguageRow row, string stage, ILanguageBatches batches, Func<ValidationResult> validate, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        using LanguageOptimizer optimizer = Optimizer(row.Model, data.Scale);
        using var trainer = new SftTrainer(row.Model, batches, optimizer, LoopSettings.Of(stage, data.Scale.Epochs, data.Scale.Patience), seed, checkpoints);
        return trainer.Train(_ => validate(), progress, cancellation);
    }

    /// <summary>An epoch's validation by one way to rank.</summary>
    public Func<ValidationResult> By(RankBy rankBy, LanguageRow row, CancellationToken cancellation) =>
        () => Validation.Of(("llm", new LanguageScorer(row.Model, row.Encoder, rankBy, device)), validation, cancellation);

    /// <summary>The samples of a row whose model knows the items' tokens.</summary>
    public ILanguageBatches TokenBatches(LanguageRow row)
    {
        var task = new LanguageTask(row.Model, row.Encoder, source.HistoryOf, data.Scale.TopKShare, device, TopKAnswer.ItemToken);
        return new AlignedLanguageBatches(source, task, data.Scale.Batch);
    }

    /// <summary>The same samples in words.</summary>
    public ILanguageBatches TextBatches(InstructRec row) => row.Batches(source, data.Scale.Text.Batch, seed, device);

    /// <summary>The same optimiser for every language row.</summary>
    public static LanguageOptimizer Optimizer(MixedLanguageModel model, LabScale scale) =>
        new(model, new LanguageOptimizerOptions { LearningRate = scale.LanguageRate, WarmUp = scale.WarmUp, ClipNorm = scale.ClipNorm });
}
