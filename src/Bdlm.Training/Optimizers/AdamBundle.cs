using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>The parameters that one call of the fused kernel can step: of one group, one type and one device.</summary>
internal sealed record AdamBundle(AdamGroup Group, IReadOnlyList<AdamSlot> Slots)
{
    /// <summary>Steps those parameters that have a gradient.</summary>
    public void Step(AdamOptions options, double learningRate)
    {
        List<AdamSlot> ready = new(Slots.Count);
        List<Tensor> gradients = new(Slots.Count);
        foreach (AdamSlot slot in Slots)
        {
            if (slot.Gradient() is { } gradient)
            {
                ready.Add(slot);
                gradients.Add(gradient);
            }
        }

        if (ready.Count > 0)
        {
            double decay = Group.WeightDecay ?? options.WeightDecay;
            FusedAdamScript.Step(options, learningRate * Group.LearningRateFactor, decay, ready, [.. gradients]);
        }
    }
}
