using Bdlm.Data;
using Bdlm.Recommending;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Recommending;

/// <summary>A recommender of one's own, as the checks see it.</summary>
/// <param name="Create">
/// Makes a small model on the CPU for a training set; the seed decides the first values. Each check makes its own and disposes of its module. The
/// training set has 12 users and 10 items.
/// </param>
public sealed record RecommenderPort(Func<TrainView, int, IDomainRecommender> Create)
{
    /// <summary>
    /// The training loss of the scores of taken items and of others for the same users, <c>[batch]</c> each: a scalar. Default softplus(negative − positive), the
    /// pairwise loss BPR.
    /// </summary>
    public Func<Tensor, Tensor, Tensor> Loss { get; init; } = static (positive, negative) => TensorFunctions.Softplus(negative - positive).mean();

    /// <summary>The learning rate of the check that trains, with Adam; above 0. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The steps of the check that trains; at least 1. Default 200.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>How far two computations of the same values may differ, as a share of their root mean square; in (0, 1]. Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Throws one exception that names every fault.</summary>
    /// <exception cref="ArgumentException">At least one value is out of its range.</exception>
    public void Validate()
    {
        List<string> faults = [];
        Require(Create is not null, faults, "Create is null; expected what makes a model.");
        Require(Loss is not null, faults, "Loss is null; expected a loss of positive and negative scores.");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), faults, $"LearningRate is {LearningRate}; expected a finite number above 0.");
        Require(Steps >= 1, faults, $"Steps is {Steps}; expected at least 1.");
        Require(Tolerance > 0 && Tolerance <= 1, faults, $"Tolerance is {Tolerance}; expected a value in (0, 1].");
        if (faults.Count > 0)
        {
            throw new ArgumentException($"RecommenderPort has {faults.Count} fault(s):{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", faults)}");
        }
    }

    private static void Require(bool holds, List<string> faults, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }
}
