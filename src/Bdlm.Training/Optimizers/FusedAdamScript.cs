using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>
/// The fused Adam kernels of ATen, which TorchSharp does not bind, reached through a small TorchScript. Compiled once
/// for the process: the script has no state.
/// </summary>
internal static class FusedAdamScript
{
    private const string Arguments =
        "(params: List[Tensor], grads: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], "
        + "rate: float, beta1: float, beta2: float, decay: float, epsilon: float):\n";

    private const string Call =
        "(params, grads, means, squares, [], steps, lr=rate, beta1=beta1, beta2=beta2, "
        + "weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)\n";

    private const string Source =
        "def adam" + Arguments
        + "    torch._foreach_add_(steps, 1)\n"
        + "    torch._fused_adam_" + Call
        + "\n"
        + "def adamw" + Arguments
        + "    torch._foreach_add_(steps, 1)\n"
        + "    torch._fused_adamw_" + Call
        + "\n"
        + "def repeated(tensors: List[Tensor]) -> int:\n"
        + "    for later in range(len(tensors)):\n"
        + "        for earlier in range(later):\n"
        + "            if tensors[later] is tensors[earlier]:\n"
        + "                return later\n"
        + "    return -1\n";

    private static readonly Lazy<jit.CompilationUnit> Compiled = new(() => jit.compile(Source));

    /// <summary>Steps parameters of one type on one device. Gradients, moments and parameters have the same layout.</summary>
    public static void Step(AdamOptions options, double learningRate, double weightDecay, IReadOnlyList<AdamSlot> slots, Tensor[] gradients)
    {
        // Kept scalars: those that the call makes of plain numbers are garbage before native code has read them.
        object[] arguments =
        [
            slots.Select(slot => (Tensor)slot.Parameter).ToArray(),
            gradients,
            slots.Select(slot => slot.MeanGradient).ToArray(),
            slots.Select(slot => slot.MeanSquare).ToArray(),
            slots.Select(slot => slot.Step).ToArray(),
            KeptScalar.Of(learningRate),
            KeptScalar.Of(options.Beta1),
            KeptScalar.Of(options.Beta2),
            KeptScalar.Of(weightDecay),
            KeptScalar.Of(options.Epsilon),
        ];
        Compiled.Value.invoke(options.DecoupledDecay ? "adamw" : "adam", arguments);
        GC.KeepAlive(arguments);
    }

    /// <summary>
    /// The index of the first tensor that is the same as an earlier one; -1 where there is none. Handles do not tell, because
    /// TorchSharp's embeddings hand out another one for the same parameter each time.
    /// </summary>
    public static int Repeated(Tensor[] tensors)
    {
        using var index = (Scalar)Compiled.Value.invoke("repeated", [tensors]);
        return index.ToInt32();
    }
}
