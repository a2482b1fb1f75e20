namespace Bdlm.Optimizers;

/// <summary>The numbers of Adam (Kingma and Ba, 2015) and of AdamW (Loshchilov and Hutter, 2019).</summary>
public sealed record AdamOptions
{
    /// <summary>The step size, finite and at least 0. The paper's language side uses 1e-5, its recommender 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How much of the gradients' running mean is kept each step, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the squared gradients' running mean is kept each step, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator; finite and above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay, finite and at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether weights decay by themselves (AdamW) rather than through the gradient (Adam with L2).</summary>
    public bool DecoupledDecay { get; init; }

    /// <summary>Throws unless every number lies in its range.</summary>
    /// <exception cref="ArgumentException">One or more do not; all are named.</exception>
    public void Validate()
    {
        string[] faults = [.. Faults()];
        if (faults.Length > 0)
        {
            throw new ArgumentException($"{nameof(AdamOptions)}: {string.Join(" ", faults)}");
        }
    }

    internal IEnumerable<string> Faults()
    {
        if (!(LearningRate >= 0 && double.IsFinite(LearningRate)))
        {
            yield return $"LearningRate is {LearningRate}; expected a finite number from 0.";
        }

        if (!(Beta1 is >= 0 and < 1))
        {
            yield return $"Beta1 is {Beta1}; expected a number in [0, 1).";
        }

        if (!(Beta2 is >= 0 and < 1))
        {
            yield return $"Beta2 is {Beta2}; expected a number in [0, 1).";
        }

        if (!(Epsilon > 0 && double.IsFinite(Epsilon)))
        {
            yield return $"Epsilon is {Epsilon}; expected a finite number above 0.";
        }

        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            yield return $"WeightDecay is {WeightDecay}; expected a finite number from 0.";
        }
    }
}
