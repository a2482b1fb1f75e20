using Bdlm.Optimizers;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>The rows follow their gradient by row-wise Adam.</summary>
internal sealed class LearnedRule(Tensor table, SharingOptions options) : ISharingRule
{
    private readonly RowwiseAdam _adam = new(table, options.ToAdam());

    public bool Learns => true;

    public double LearningRate
    {
        get => _adam.LearningRate;
        set => _adam.LearningRate = value;
    }

    public IReadOnlyCollection<(string Name, Tensor Tensor)> StateTensors => _adam.StateTensors;

    public void Apply(SharedRows rows)
    {
        if (rows.Ids.numel() == 0)
        {
            return;
        }

        using Tensor gradient = rows.Gradient();
        _adam.StepUnique(rows.Ids, gradient);
    }

    public void Dispose() => _adam.Dispose();
}
