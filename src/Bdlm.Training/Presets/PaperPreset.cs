using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Optimizers;

namespace Bdlm.Presets;

/// <summary>The settings that the BDLM paper (arXiv 2311.03778) gives, for a language model of Vicuna-7B's size.</summary>
public static class PaperPreset
{
    /// <summary>d = 4096, the language model's hidden size and the recommender's embedding width.</summary>
    public const int EmbeddingDim = 4096;

    /// <summary>Negatives beside the positive in a ranking question: 20 candidates in all.</summary>
    public const int CandidateNegatives = 19;

    /// <summary>Batch 16 on both sides, λ = 0.1 (the best on ML-1M; 1e-3 on Grocery, 1 on Health).</summary>
    public static JointTrainingOptions Joint(int epochs, int seed) => new()
    {
        Loop = new TrainingLoopOptions { Stage = "joint training", Epochs = epochs },
        BatchSize = 16,
        LanguageMutualWeight = 0.1,
        DomainMutualWeight = 0.1,
        Seed = seed,
    };

    /// <summary>Adam at 1e-5 with cosine annealing for the language side.</summary>
    public static LanguageOptimizerOptions LanguageOptimizer { get; } = new() { LearningRate = 1e-5, ClipNorm = null };

    /// <summary>Adam at 1e-4 for the domain side.</summary>
    public static AdamOptions DomainOptimizer { get; } = new() { LearningRate = 1e-4 };
}
