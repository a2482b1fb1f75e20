using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>The rows move towards the side's: m ← μ m + (1 − μ) e. With μ = 0 they take the side's rows exactly.</summary>
internal sealed class MovingAverageRule(Tensor table, double momentum) : ISharingRule
{
    public bool Learns => false;

    public double LearningRate { get; set; }

    public IReadOnlyCollection<(string Name, Tensor Tensor)> StateTensors => [];

    public void Apply(SharedRows rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor target = rows.SideMean();

        // Written as a correction, so that rows which already agree stay exactly as they are.
        Tensor old = table.detach().index_select(0, rows.Ids);
        Tensor renewed = momentum == 0 ? target : old.Plus((target - old).Times(1 - momentum));
        table.index_copy_(0, rows.Ids, renewed);
    }

    public void Dispose()
    {
    }
}
