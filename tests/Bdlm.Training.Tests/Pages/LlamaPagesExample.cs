using Bdlm.Checkpoints;
using Bdlm.Decoding;
using Bdlm.Language;
using Bdlm.Language.Adapters;
using Bdlm.Language.FineTuning;
using Bdlm.Llama;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Checkpoints.Extended;
using Bdlm.Llama.Generation;
using Bdlm.Llama.Tokenizers;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of the pages on checkpoints, fine-tuning and generation. It is compiled and not run: it asks for published checkpoints, and for hours.</summary>
internal static class LlamaPagesExample
{
    public static GenerationConfig Load(string path)
    {
        using LlamaForCausalLM model = LlamaCheckpoint.Load(path, new LlamaLoadOptions { Dtype = ScalarType.BFloat16, Device = CUDA });
        GenerationConfig defaults = LlamaCheckpoint.ReadGenerationConfig(path);
        LlamaCheckpoint.Save(model, "folder", new LlamaSaveOptions { TokenizerFolder = path, Generation = defaults });
        return defaults;
    }

    public static MixedLanguageModel Add(LlamaForCausalLM llama, MixedLanguageModel model, string path)
    {
        string fingerprint = BaseFingerprint.Of(llama);               // before training
        BdlmAdditions.Save(model, "additions.safetensors", fingerprint);
        MixedLanguageModel again = BdlmAdditions.Load("additions.safetensors", LlamaCheckpoint.Load(path));
        return again;
    }

    public static TrainingHistory Tune(MixedLanguageModel model, IReadOnlyList<LanguageExample> examples, IReadOnlyList<LanguageExample> heldOut, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var options = new SftOptions
        {
            Mode = SftMode.Lora,                                                     // or Full, or EntityRows
            Batches = new ExampleBatchOptions { BatchSize = 16, TokensPerForward = 4096 },
            Optimizer = new LanguageOptimizerOptions { LearningRate = 1e-4, WarmUp = 0.03 },
            Loop = new TrainingLoopOptions { Stage = "fine-tuning", Epochs = 3, Patience = 1, CheckpointEverySteps = 200 },
        };
        using var store = new CheckpointStore("run");
        using SftTrainer trainer = SftTrainer.Create(model, examples, options, seed: 1, CPU, store);
        var validation = new AnswerLossValidation(model, heldOut, CPU);
        TrainingHistory history = trainer.Train(validation.Judge, progress, cancellation);
        return history;
    }

    public static void Adapt(MixedLanguageModel model)
    {
        LoraAdapters adapters = LoraAdapters.Attach(model, new LoraOptions { Rank = 8, Alpha = 16, TargetModules = ["q_proj", "v_proj"] }, seed: 1);
        // … train model.parameters().Where(p => p.requires_grad) …
        LoraFolder.Save("adapters", model);      // PEFT's two files, with the entity rows in them
        adapters.Merge();                        // W += (α / r) · B A
    }

    public static async Task Write()
    {
        using LlamaForCausalLM model = LlamaCheckpoint.Load("SmolLM2-135M");
        LoadedTokenizer tokenizer = TokenizerFolder.Read("SmolLM2-135M");
        int[] prompt = [.. tokenizer.TokensBefore, .. tokenizer.Tokenizer.EncodeToIds("Once upon a time")];
        var options = new GenerationOptions { MaxNewTokens = 100, Temperature = 0.8, TopK = 40, TopP = 0.95, Seed = 7, StopTokens = [2] };
        var text = new TokenTextStream(tokenizer.Tokenizer, prompt);
        await foreach (int token in new TextGenerator(model).GenerateAsync(prompt, options))
        {
            Console.Write(text.Append(token));
        }
    }

    public static int Decode(MixedLanguageModel model, IReadOnlyList<int[]> prompts, IReadOnlyList<int[]> candidates)
    {
        var decoder = new ItemDecoder(model);
        using Tensor scores = decoder.ScoreCatalogue(prompts);            // [prompts, items] by one forward pass
        var lists = decoder.Decode(prompts, new ItemDecodingOptions { ListLength = 10, Beams = 4 }, candidates);
        return lists.Count;
    }
}
