using Bdlm.Loops;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>The side D of joint training: a recommender with its fusion head and its optimiser.</summary>
public interface IDomainSide
{
    /// <summary>The weights of recommender and head.</summary>
    IStateful Weights { get; }

    /// <summary>The optimiser's state.</summary>
    IStateful Optimizer { get; }

    /// <summary>The training forward: L_DRS (Eq. 6) on [h ; d_ui], and the rows of Eq. 8.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="features">h of the samples, <c>[batch, hidden]</c>, without gradient.</param>
    /// <param name="seed">Decides what this forward draws, such as what the head does not see; the same for a step that is resumed.</param>
    SideForward Forward(IReadOnlyList<AlignedSample> batch, Tensor features, int seed);

    /// <summary>The parameters that both the task loss and the aligned rows depend on; for comparing their gradients.</summary>
    IReadOnlyList<Tensor> SharedParameters { get; }

    /// <summary>Applies the gradients of the last backward pass and clears them.</summary>
    /// <param name="place">Where in the run the step stands; for the learning-rate schedule.</param>
    void Step(StepPlace place);
}
