using Bdlm.Chat;
using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Features;
using Bdlm.Instructions;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Llama;
using Bdlm.Llama.Chat;
using Bdlm.Loops;
using Bdlm.Semantic;
using Bdlm.Tokens;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of docs/llm-baselines.md. It is compiled and not run: it asks for a chat model, and for hours.</summary>
internal static class LanguageRowsExample
{
    public static void Ask(LlamaForCausalLM model, Tokenizer tokenizer, ItemCatalog catalog, EvaluationQuestions questions)
    {
        IChatClient client = new LlamaChatClient(model, tokenizer, new LlamaChatOptions { Template = new Llama2ChatTemplate(), ModelId = "llama-2-7b-chat" });
        var scorer = new ChatScorer(client, catalog, new ChatRecommenderOptions { MaxParallelism = 1 }, new ChatAnswerCache("answers"));
        RankingResult result = ModelEvaluation.Rank(scorer, questions);
        Console.WriteLine($"HR@1 {result.HitRate(1)}; {scorer.Report}");
    }

    public static RankingResult Instruct(ICausalLanguageModel backbone, Tokenizer tokenizer, ItemCatalog catalog, IAlignedSamples source, EvaluationQuestions questions, Device device)
    {
        using InstructRec row = InstructRec.Create(backbone, tokenizer, catalog, new InstructRecOptions(), seed: 1);
        using var optimizer = new LanguageOptimizer(row.Model, new LanguageOptimizerOptions { LearningRate = 1e-5 });
        using var trainer = new SftTrainer(row.Model, row.Batches(source, batchSize: 16, seed: 1, device), optimizer, new TrainingLoopOptions { Epochs = 3 }, seed: 1);
        trainer.Train();
        RankingResult result = ModelEvaluation.Rank(row.Scorer(device), questions);
        return result;
    }

    public static int Feature(MixedLanguageModel model, ExtendedTokenizer tokenizer, ItemCatalog catalog, DataSplit split, Device device)
    {
        var source = new TextFeatureSource(model, tokenizer, catalog, new TextFeatureOptions(), device, new FeatureCache("features"));
        using CachedFeatures users = source.Users(split.Train), items = source.Items();
        using Gpt4Sm recommender = Gpt4Sm.Create(new Gpt4SmOptions(), users.Features, items.Features, seed: 1);
        return recommender.EmbeddingDim;
    }
}
