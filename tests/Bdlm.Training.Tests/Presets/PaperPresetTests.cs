using Bdlm.Joint;

namespace Bdlm.Presets;

/// <summary>The numbers of arXiv 2311.03778, section 4.</summary>
public sealed class PaperPresetTests
{
    [Fact]
    public void Joint_HasThePapersBatchAndWeight()
    {
        JointTrainingOptions options = PaperPreset.Joint(epochs: 3, seed: 7);
        options.Validate();
        Assert.Equal((3, 7, 16), (options.Loop.Epochs, options.Seed, options.BatchSize));
        Assert.Equal((0.1, 0.1), (options.LanguageMutualWeight, options.DomainMutualWeight));
    }

    [Fact]
    public void Optimizers_HaveThePapersRates()
    {
        PaperPreset.LanguageOptimizer.Validate();
        PaperPreset.DomainOptimizer.Validate();
        Assert.Equal(1e-5, PaperPreset.LanguageOptimizer.LearningRate);
        Assert.Null(PaperPreset.LanguageOptimizer.EntityLearningRate);
        Assert.Equal(0, PaperPreset.LanguageOptimizer.WarmUp);
        Assert.Null(PaperPreset.LanguageOptimizer.ClipNorm);
        Assert.Equal(1e-4, PaperPreset.DomainOptimizer.LearningRate);
    }

    [Fact]
    public void Sizes_AreThePapers()
    {
        Assert.Equal(4096, PaperPreset.EmbeddingDim);
        Assert.Equal(19, PaperPreset.CandidateNegatives);
    }
}
