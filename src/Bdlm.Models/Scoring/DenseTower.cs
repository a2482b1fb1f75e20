using Bdlm.Initialization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Scoring;

/// <summary>A chain of dense layers, each followed by ReLU and, while training, dropout: <c>[…, in] → […, out]</c>.</summary>
internal sealed class DenseTower : nn.Module<Tensor, Tensor>
{
    private readonly int _depth;
    private readonly double _dropout;

    /// <summary>Makes a tower with Glorot-uniform weights and zero biases, as the authors of NCF do.</summary>
    public DenseTower(int inputWidth, IReadOnlyList<int> widths, double dropout, ParameterInitializer initializer)
        : base(nameof(DenseTower))
    {
        (_depth, _dropout) = (widths.Count, dropout);
        int width = inputWidth;
        for (int layer = 0; layer < _depth; layer++)
        {
            register_parameter($"weight{layer}", initializer.GlorotUniform(widths[layer], width));
            register_parameter($"bias{layer}", initializer.Zeros(widths[layer]));
            width = widths[layer];
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return AfterFirst(nn.functional.linear(input, Weight(0), Bias(0))).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The sums of the first layer before its ReLU, for every pair of a left row and a right row, where the input would be
    /// [left ; right]: each side is multiplied once instead of once a pair. <c>[lefts, rights, width]</c>.
    /// </summary>
    public Tensor FirstOfAllPairs(Tensor lefts, Tensor rights)
    {
        using var scope = NewDisposeScope();
        Tensor[] halves = Weight(0).split([lefts.shape[1], rights.shape[1]], 1);
        Tensor left = nn.functional.linear(lefts, halves[0], Bias(0)).unsqueeze(1);
        Tensor right = nn.functional.linear(rights, halves[1]).unsqueeze(0);
        return left.add(right).MoveToOuterDisposeScope();
    }

    /// <summary>What the tower makes of the first layer's sums.</summary>
    public Tensor AfterFirst(Tensor sums)
    {
        using var scope = NewDisposeScope();
        Tensor current = Activate(sums);
        for (int layer = 1; layer < _depth; layer++)
        {
            current = Activate(nn.functional.linear(current, Weight(layer), Bias(layer)));
        }

        return current.MoveToOuterDisposeScope();
    }

    private Tensor Activate(Tensor sums)
    {
        Tensor active = nn.functional.relu(sums);
        return _dropout > 0 && training ? nn.functional.dropout(active, _dropout, training) : active;
    }

    private Parameter Weight(int layer) => get_parameter($"weight{layer}")!;

    private Parameter Bias(int layer) => get_parameter($"bias{layer}")!;
}
