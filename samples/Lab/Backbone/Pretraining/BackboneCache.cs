using Bdlm.Checkpoints;
using Bdlm.Lab.Backbone.Subwords;
using Bdlm.Llama;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Tokenizers;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone.Pretraining;

/// <summary>
/// A folder of pretrained backbones, each a Hugging Face folder under the hash of its recipe: the same sentences, sizes and seed are never learnt twice.
/// A backbone is always used as it was read from its folder, so that a fresh one and a cached one are the same bits.
/// </summary>
/// <param name="folder">The folder; made where it does not exist.</param>
internal sealed class BackboneCache(string folder)
{
    private const int KeyLetters = 16;

    /// <summary>The folder of a recipe's backbone, which holds it after <see cref="GetOrTrain"/>.</summary>
    public string FolderOf(BackboneRecipe recipe) => Path.Combine(folder, $"backbone-{recipe.Key()[..KeyLetters]}");

    /// <summary>The folder of a recipe's backbone, trained where it is not there or not finished.</summary>
    /// <param name="recipe">All that decides the backbone.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="checkpoints">Where an interrupted training goes on from; null for nowhere. Opened only if there is something to train.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="cancellation">Honoured between steps; nothing is left in the cache.</param>
    /// <exception cref="TrainingCanceledException">It was cancelled.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string GetOrTrain(BackboneRecipe recipe, Device device, Func<CheckpointStore?>? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        string target = FolderOf(recipe);
        if (BackboneReport.Read(target)?.Key == recipe.Key())
        {
            return target;
        }

        DirectoryInfo working = Directory.CreateTempSubdirectory("bdlm-tokenizer-");
        try
        {
            Train(recipe, working.FullName, target, device, checkpoints?.Invoke(), progress, cancellation);
        }
        finally
        {
            working.Delete(recursive: true);
        }

        return target;
    }

    // The report comes last: without it the folder counts as unfinished.
    private static void Train(BackboneRecipe recipe, string working, string target, Device device, CheckpointStore? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TokenizerFiles.Write(recipe.LearnEncoding(), working);
        LoadedTokenizer tokenizer = TokenizerFolder.Read(working);
        (LlamaForCausalLM model, BackboneReport report) = new BackbonePretrainer(recipe, tokenizer.Tokenizer, tokenizer.VocabularySize, device).Train(checkpoints, progress, cancellation);
        using (model)
        {
            var generation = new GenerationConfig { BeginToken = BytePairTrainer.BeginToken, EndTokens = [BytePairTrainer.BeginToken] };
            LlamaCheckpoint.Save(model, target, new LlamaSaveOptions { TokenizerFolder = working, Generation = generation, Overwrite = true }, cancellation: cancellation);
        }

        report.Write(target);
    }
}
