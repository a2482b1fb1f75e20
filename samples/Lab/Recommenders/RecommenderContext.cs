using Bdlm.Data;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Lab.Recommenders;

/// <summary>What a model is made from.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Train">The training rows: nothing else may be fitted to.</param>
/// <param name="Seed">Decides the first weights.</param>
internal sealed record RecommenderContext(ModelSettings Settings, TrainView Train, int Seed)
{
    /// <summary>Where the model lives.</summary>
    public Device Device { get; init; } = CPU;

    /// <summary>Draws the negatives of training, fitted on the training rows; null draws them uniformly.</summary>
    public INegativeSampler? Sampler { get; init; }

    /// <summary>
    /// The negatives of training. They know the training rows only: a sampler that avoided held-out items as well would tell the
    /// model about them.
    /// </summary>
    public TrainingNegatives Negatives => new(UserPositives.OfTraining(Train), Sampler ?? new UniformNegativeSampler(Train));

    /// <summary>Trained models to start from; null for fresh weights. Owned by the caller.</summary>
    public PretrainedParts? Parts { get; init; }
}
