using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>What one forward of a batch, or of a part of it, found.</summary>
/// <param name="Loss">The loss to differentiate, a scalar; belongs to the open dispose scope.</param>
/// <param name="Parts">The loss of each task, for the eye.</param>
/// <param name="Inputs">The token sequences that went in: the rows of their entities have gradients, and they are counted as samples and tokens.</param>
public sealed record LanguageTaskLoss(Tensor Loss, IReadOnlyList<NamedValue> Parts, IReadOnlyList<IReadOnlyList<int>> Inputs)
{
    /// <summary>The feature h of each sample's interaction prompt as this forward found it, <c>[samples, hidden]</c>, float32, without gradient; null where none was asked for.</summary>
    public Tensor? Features { get; init; }
}
