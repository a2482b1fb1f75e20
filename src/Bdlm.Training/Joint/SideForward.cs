using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>One side's training forward over a batch: its task loss and the rows that the sharing module aligns.</summary>
/// <param name="TaskLoss">L_LLM or L_DRS, a scalar with gradient.</param>
/// <param name="Parts">The parts of the task loss, for reports.</param>
/// <param name="UserRows"><c>[batch, dim]</c>: e_u of each sample's user, with gradient.</param>
/// <param name="ItemRows"><c>[batch, dim]</c>: e_i of each sample's item, with gradient.</param>
/// <remarks>The tensors belong to the dispose scope that was open when the forward ran.</remarks>
public sealed record SideForward(Tensor TaskLoss, IReadOnlyList<NamedValue> Parts, Tensor UserRows, Tensor ItemRows)
{
    /// <summary>h of each sample's interaction prompt, <c>[batch, hidden]</c>, float32, without gradient; given by a language side that <see cref="ILanguageSide.ForwardReadsFeatures"/>, else null.</summary>
    public Tensor? Features { get; init; }
}
