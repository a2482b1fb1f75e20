using Bdlm.Loops;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>The side L of joint training: a language model with entity rows, its task and its optimiser.</summary>
public interface ILanguageSide
{
    /// <summary>The model's weights.</summary>
    IStateful Weights { get; }

    /// <summary>The optimiser's state.</summary>
    IStateful Optimizer { get; }

    /// <summary>h of each sample's interaction prompt in evaluation mode, without gradient, <c>[batch, hidden]</c>, float32. The caller disposes.</summary>
    Tensor Features(IReadOnlyList<AlignedSample> batch);

    /// <summary>
    /// Whether <see cref="Forward"/> gives h, too, with the values of <see cref="Features"/> on the same batch: where nothing is dropped in training, one forward serves
    /// both. False unless a side knows better.
    /// </summary>
    bool ForwardReadsFeatures => false;

    /// <summary>The training forward: L_LLM (Eq. 4) and the rows of Eq. 7.</summary>
    SideForward Forward(IReadOnlyList<AlignedSample> batch);

    /// <summary>The parameters that both the task loss and the aligned rows depend on; for comparing their gradients.</summary>
    IReadOnlyList<Tensor> SharedParameters { get; }

    /// <summary>Applies the gradients of the last backward pass and clears them.</summary>
    /// <param name="place">Where in the run the step stands; for the learning-rate schedule.</param>
    void Step(StepPlace place);
}
