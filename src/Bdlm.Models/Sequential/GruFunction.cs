using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// A GRU layer over packed sequences as one node of the computation graph (Cho et al. 2014, in torch's form):
/// r = σ(W_r x + b_r + U_r h + c_r), z = σ(W_z x + b_z + U_z h + c_z), n = tanh(W_n x + b_n + r ⊙ (U_n h + c_n)),
/// h' = n + z ⊙ (h − n). Arguments: items <c>[places, dim]</c>, W <c>[3 hidden, dim]</c>, U <c>[3 hidden, hidden]</c>, b and c
/// <c>[3 hidden]</c>, and how many sequences have each place (long[], falling). Result: the state after each place,
/// <c>[places, hidden]</c>; the states before the first are zero.
/// </summary>
/// <remarks>
/// ATen's layer records some ten nodes a place and sums the gradient of U place by place. Here what does not wait for the place
/// before is one product over all places, forward and backward, which takes about a third of the time.
/// </remarks>
internal sealed class GruFunction : autograd.SingleTensorFunction<GruFunction>
{
    private const string Sizes = "sizes";

    /// <inheritdoc/>
    public override string Name => nameof(GruFunction);

    /// <inheritdoc/>
    /// <remarks>The caller has a dispose scope open: the saved tensors' handles live until it closes.</remarks>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (var items, var inputWeight, var stateWeight) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        (var inputBias, var stateBias, var sizes) = ((Tensor)vars[3], (Tensor)vars[4], (long[])vars[5]);
        Tensor inputSums = nn.functional.linear(items, inputWeight, inputBias);
        Tensor before = zeros([sizes[0], stateWeight.shape[1]], items.dtype, items.device);
        List<Tensor> befores = [], gates = [], candidates = [], stateSums = [], outputs = [];
        long start = 0;
        foreach (long size in sizes)
        {
            before = before.narrow(0, 0, size);
            Tensor sums = FewRows.Multiply(before, rows => nn.functional.linear(rows, stateWeight, stateBias));
            (Tensor gate, Tensor candidate) = Step(inputSums.narrow(0, start, size), sums);
            befores.Add(before);
            gates.Add(gate);
            candidates.Add(candidate);
            stateSums.Add(sums.narrow(1, 2 * before.shape[1], before.shape[1]));
            before = candidate.lerp(before, gate.narrow(1, before.shape[1], before.shape[1]));
            outputs.Add(before);
            start += size;
        }

        ctx.save_data(Sizes, sizes);
        ctx.save_for_backward([items, inputWeight, stateWeight, cat(befores, 0), cat(gates, 0), cat(candidates, 0), cat(stateSums, 0)]);
        return cat(outputs, 0);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor items, Tensor inputWeight, Tensor stateWeight, Tensor befores) = (saved[0], saved[1], saved[2], saved[3]);
        GruSlopes slopes = GruSlopes.Of(befores, saved[4], saved[5], saved[6]);
        Tensor states = grad_output.clone();
        grad_output.Dispose();
        Tensor stateSums = Backward(states, stateWeight, slopes, (long[])ctx.get_data(Sizes));
        Tensor inputSums = cat([stateSums.narrow(1, 0, 2 * states.shape[1]), states.mul_(slopes.Candidate)], 1);
        List<Tensor> gradients =
        [
            inputSums.mm(inputWeight),
            inputSums.t().mm(items),
            stateSums.t().mm(befores),
            inputSums.sum(dim: 0),
            stateSums.sum(dim: 0),
        ];
        return [.. gradients.Select(gradient => gradient.MoveToOuterDisposeScope()), null!];
    }

    // r and z side by side, and n.
    private static (Tensor Gate, Tensor Candidate) Step(Tensor inputSums, Tensor stateSums)
    {
        long hidden = stateSums.shape[1] / 3;

        // σ(x) = ½ tanh(½ x) + ½. torch's own σ rounds the last values of each thread's share otherwise than the rest.
        Tensor gate = inputSums.narrow(1, 0, 2 * hidden).Plus(stateSums.narrow(1, 0, 2 * hidden)).mul_(KeptScalar.Of(0.5)).tanh_().mul_(KeptScalar.Of(0.5)).PlusInPlace(0.5);
        Tensor candidate = inputSums.narrow(1, 2 * hidden, hidden).addcmul(gate.narrow(1, 0, hidden), stateSums.narrow(1, 2 * hidden, hidden), KeptScalar.Of(1)).tanh_();
        return (gate, candidate);
    }

    /// <summary>
    /// From the last place to the first: adds to the gradient of each state what comes back from the place behind it, in place, and
    /// returns the gradient of U h + c, <c>[places, 3 hidden]</c>.
    /// </summary>
    private static Tensor Backward(Tensor states, Tensor stateWeight, GruSlopes slopes, long[] sizes)
    {
        long hidden = states.shape[1];
        Tensor sums = empty([states.shape[0], 3, hidden], states.dtype, states.device);
        long start = states.shape[0];
        Tensor? fromBehind = null;
        for (int place = sizes.Length - 1; place >= 0; place--)
        {
            using var scope = NewDisposeScope();
            start -= sizes[place];
            Tensor state = states.narrow(0, start, sizes[place]);
            if (fromBehind is not null)
            {
                state.narrow(0, 0, fromBehind.shape[0]).PlusInPlace(fromBehind);
            }

            Tensor sum = sums.narrow(0, start, sizes[place]);
            sum.copy_(slopes.StateSums.narrow(0, start, sizes[place])).mul_(state.unsqueeze(1));
            Tensor product = FewRows.Multiply(sum.view(-1, 3 * hidden), rows => rows.mm(stateWeight));
            fromBehind = product.addcmul_(state, slopes.Update.narrow(0, start, sizes[place]), KeptScalar.Of(1)).MoveToOuterDisposeScope();
        }

        return sums.view(-1, 3 * hidden);
    }
}
