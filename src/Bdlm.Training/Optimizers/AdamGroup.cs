using TorchSharp.Modules;

namespace Bdlm.Optimizers;

/// <summary>Parameters of a <see cref="FusedAdam"/> that share a step size and a weight decay.</summary>
/// <param name="Parameters">The parameters with their names, which are unique across all groups.</param>
public sealed record AdamGroup(IEnumerable<(string Name, Parameter Parameter)> Parameters)
{
    /// <summary>What the optimiser's learning rate is multiplied with for this group; finite and at least 0.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>This group's weight decay, finite and at least 0; the optimiser's where null. Give 0 for biases, norms and embeddings.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Throws unless both numbers lie in their range.</summary>
    /// <exception cref="ArgumentException">One or more do not; all are named.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(LearningRateFactor >= 0 && double.IsFinite(LearningRateFactor)))
        {
            faults.Add($"LearningRateFactor is {LearningRateFactor}; expected a finite number from 0.");
        }

        if (WeightDecay is { } decay && !(decay >= 0 && double.IsFinite(decay)))
        {
            faults.Add($"WeightDecay is {decay}; expected a finite number from 0.");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"{nameof(AdamGroup)}: {string.Join(" ", faults)}");
        }
    }
}
