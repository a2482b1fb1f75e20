using System.Diagnostics;
using Bdlm.Checkpoints;
using Bdlm.Lab.Backbone.Probing;
using Bdlm.Lab.Backbone.Texts;
using Bdlm.Lab.Experiments;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Llama;
using Bdlm.Loops;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone.Pretraining;

/// <summary>Trains a small Llama on a catalogue's sentences until the loss on held-out ones stops falling.</summary>
/// <param name="recipe">Sentences, sizes, seed.</param>
/// <param name="tokenizer">The tokenizer that was learnt from them.</param>
/// <param name="vocabularySize">Its number of tokens.</param>
/// <param name="device">Where to train.</param>
internal sealed class BackbonePretrainer(BackboneRecipe recipe, Tokenizer tokenizer, int vocabularySize, Device device)
{
    // Held-out figures say how it went: they are for people and for stopping, the weights never see them.
    private const string Stage = "Llama on the catalogue's text";

    /// <summary>Trains. The caller disposes of the model.</summary>
    /// <param name="checkpoints">Where an interrupted training goes on from; null for nowhere.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="cancellation">Honoured between steps.</param>
    /// <exception cref="TrainingCanceledException">It was cancelled.</exception>
    public (LlamaForCausalLM Model, BackboneReport Report) Train(CheckpointStore? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        LanguageExample[] training = Encode(recipe.Corpus.Training);
        LanguageExample[] heldOut = Encode(recipe.Corpus.HeldOut);
        LlamaForCausalLM llama = LlamaForCausalLM.Create(recipe.Config(vocabularySize), recipe.Seed, device);
        llama.MixedPrecision = recipe.Options.MixedPrecision;
        try
        {
            (TrainingHistory history, double first) = Train(llama, training, heldOut, checkpoints, progress, cancellation);
            return (llama, Report(llama, history, first, training, heldOut.Length, started, cancellation));
        }
        catch
        {
            llama.Dispose();
            throw;
        }
    }

    private BackboneReport Report(LlamaForCausalLM llama, TrainingHistory history, double first, LanguageExample[] training, int heldOut, long started, CancellationToken cancellation)
    {
        // What it knows is asked as rows that do not train will ask it.
        llama.MixedPrecision = false;
        var likelihood = new ChoiceLikelihood(llama, tokenizer, BytePairTrainer.BeginToken);
        return new BackboneReport(
            recipe.Key(),
            llama.Config.ParameterCount,
            vocabularySize,
            training.Length,
            training.Sum(example => (long)example.Answer.Count),
            heldOut,
            first,
            [.. history.Epochs.Select(epoch => Math.Exp(-epoch.Score!.Value))],
            history.BestEpoch ?? history.Epochs.Count - 1,
            FactProbe.Measure(likelihood, recipe.Corpus.HeldOut.Select(sentence => sentence.Question).OfType<ProbeQuestion>(), cancellation),
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private (TrainingHistory History, double FirstPerplexity) Train(LlamaForCausalLM llama, LanguageExample[] training, LanguageExample[] heldOut, CheckpointStore? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        // The wrapper has no users and items; it is not disposed of, for it would take the model with it.
        var model = MixedLanguageModel.Create(llama, new EntityVocabulary(vocabularySize, userCount: 0, itemCount: 0), null, recipe.Seed);
        var batches = new ExampleBatches(model, training, new ExampleBatchOptions { BatchSize = recipe.Options.Batch, TokensPerForward = null }, recipe.Seed, device);
        var validation = new AnswerLossValidation(model, heldOut, device, cancellation: cancellation);
        using var optimizer = new LanguageOptimizer(model, new LanguageOptimizerOptions { LearningRate = recipe.Options.LearningRate, WarmUp = 0.05 });
        TrainingLoopOptions loop = LoopSettings.Of(Stage, recipe.Options.Epochs, recipe.Options.Patience);
        double first = Math.Exp(-validation.Judge(0).Score);
        using var trainer = new SftTrainer(model, batches, optimizer, loop, recipe.Seed, checkpoints);
        return (trainer.Train(epoch => validation.Judge(epoch), progress, cancellation), first);
    }

    // <s> begins a sentence and ends it, so that the model knows where an answer is over.
    private LanguageExample[] Encode(IReadOnlyList<Sentence> sentences) =>
    [
        .. TextExamples.Of([.. sentences.Select(sentence => (IReadOnlyList<int>)
            [BytePairTrainer.BeginToken, .. tokenizer.EncodeToIds(sentence.Text).Take(recipe.Options.MaxLength - 1), BytePairTrainer.BeginToken])]),
    ];
}
