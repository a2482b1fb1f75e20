using Bdlm.Serialization;

namespace Bdlm.Optimizers;

/// <summary>What a trainer needs of an optimiser: clear the gradients, step, and be saved with the checkpoint.</summary>
/// <remarks>Move modules to their device before making an optimiser: moving replaces their parameters.</remarks>
public interface IOptimizer : IStateful, IDisposable
{
    /// <summary>The step size, finite and at least 0. A schedule may set it before each step; it is not part of the saved state.</summary>
    double LearningRate { get; set; }

    /// <summary>Removes the gradients of all parameters.</summary>
    void ZeroGrad();

    /// <summary>Moves the parameters by their gradients. Parameters without a gradient are left as they are.</summary>
    void Step();
}
