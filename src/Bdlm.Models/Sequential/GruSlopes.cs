using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// What the gradient of a GRU's state h' is multiplied with, for all places at once: none of it waits for another place.
/// </summary>
/// <param name="StateSums">For the gradient of U h + c, the reset, update and candidate part: <c>[places, 3, hidden]</c>.</param>
/// <param name="Candidate">For the gradient of W_n x + b_n: <c>[places, hidden]</c>.</param>
/// <param name="Update">For the part of h that passes on: z, <c>[places, hidden]</c>.</param>
internal sealed record GruSlopes(Tensor StateSums, Tensor Candidate, Tensor Update)
{
    /// <summary>Computes them, in the caller's dispose scope.</summary>
    /// <param name="before">h, <c>[places, hidden]</c>.</param>
    /// <param name="gates">r and z side by side, <c>[places, 2 hidden]</c>.</param>
    /// <param name="candidate">n, <c>[places, hidden]</c>.</param>
    /// <param name="stateSum">U_n h + c_n, <c>[places, hidden]</c>.</param>
    public static GruSlopes Of(Tensor before, Tensor gates, Tensor candidate, Tensor stateSum)
    {
        long hidden = before.shape[1];
        Tensor r = gates.narrow(1, 0, hidden);
        Tensor z = gates.narrow(1, hidden, hidden);

        // ∂h'/∂n · ∂n/∂(its sum) = (1 − z)(1 − n²), ∂h'/∂z = h − n, and σ' = σ (1 − σ).
        Tensor slopes = gates.mul(gates.neg().PlusInPlace(1));
        Tensor candidates = z.neg().PlusInPlace(1).mul_(candidate.Squared().neg_().PlusInPlace(1));
        Tensor resets = candidates.mul(stateSum).mul_(slopes.narrow(1, 0, hidden));
        Tensor updates = before.sub(candidate).mul_(slopes.narrow(1, hidden, hidden));
        return new GruSlopes(stack([resets, updates, candidates.mul(r)], 1), candidates, z);
    }
}
