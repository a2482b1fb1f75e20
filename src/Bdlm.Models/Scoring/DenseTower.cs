using Bdlm.Initialization;
using Bdlm.Scoring.Simd;
using Bdlm.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Scoring;

/// <summary>A chain of dense layers, each followed by ReLU and, while training, dropout: <c>[…, in] → […, out]</c>.</summary>
internal sealed class DenseTower : nn.Module<Tensor, Tensor>
{
    private readonly int[] _widths;
    private readonly double _dropout;

    /// <summary>Makes a tower with Glorot-uniform weights and zero biases, as the authors of NCF do.</summary>
    public DenseTower(int inputWidth, IReadOnlyList<int> widths, double dropout, ParameterInitializer initializer)
        : this(Draw(inputWidth, widths, initializer), dropout)
    {
    }

    /// <summary>Makes a tower of given layers, which it owns from now on.</summary>
    /// <param name="layers">Weight <c>[out, in]</c> and bias <c>[out]</c> of each layer; one or more.</param>
    /// <param name="dropout">The share of values that training sets to zero, in [0, 1).</param>
    public DenseTower(IReadOnlyList<(Parameter Weight, Parameter Bias)> layers, double dropout)
        : base(nameof(DenseTower))
    {
        _dropout = dropout;
        _widths = [(int)layers[0].Weight.shape[1], .. layers.Select(layer => (int)layer.Weight.shape[0])];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            register_parameter($"weight{layer}", layers[layer].Weight);
            register_parameter($"bias{layer}", layers[layer].Bias);
        }
    }

    /// <summary>The widest layer's width.</summary>
    public int Widest => _widths.Skip(1).Max();

    /// <summary>Whether values are set to zero at random now.</summary>
    public bool DropsOut => _dropout > 0 && training;

    /// <summary>Whether all parameters are contiguous float32 on the CPU, as the SIMD kernel reads them.</summary>
    public bool IsPlain => Layers.All(layer => layer.dtype == ScalarType.Float32 && layer.device_type == DeviceType.CPU && layer.is_contiguous());

    /// <summary>Weight and bias of each layer in turn. They stay the tower's.</summary>
    public Tensor[] Layers => [.. Enumerable.Range(0, Depth).SelectMany(layer => new Tensor[] { Weight(layer), Bias(layer) })];

    private int Depth => _widths.Length - 1;

    /// <summary>Copies of all layers, for another tower.</summary>
    public (Parameter Weight, Parameter Bias)[] CopyLayers(ParameterInitializer initializer) =>
        [.. Enumerable.Range(0, Depth).Select(layer => (initializer.From(Weight(layer)), initializer.From(Bias(layer))))];

    /// <summary>Throws unless the layers have the widths of a shape: the kernel relies on it.</summary>
    public void CheckWidths(PairTowerShape shape)
    {
        bool fits = shape.Depth == Depth && Enumerable.Range(0, Depth).All(layer => (shape.Input(layer), shape.Output(layer)) == (_widths[layer], _widths[layer + 1]));
        if (!fits)
        {
            throw new ArgumentException($"the tower has widths [{string.Join(", ", _widths)}]; expected those of the model's options. Make both from the same options.", nameof(shape));
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
        return left.Plus(right).MoveToOuterDisposeScope();
    }

    /// <summary>What the tower makes of the first layer's sums.</summary>
    public Tensor AfterFirst(Tensor sums)
    {
        using var scope = NewDisposeScope();
        Tensor current = Activate(sums);
        for (int layer = 1; layer < Depth; layer++)
        {
            current = Activate(nn.functional.linear(current, Weight(layer), Bias(layer)));
        }

        return current.MoveToOuterDisposeScope();
    }

    private Tensor Activate(Tensor sums)
    {
        Tensor active = nn.functional.relu(sums);
        return DropsOut ? nn.functional.dropout(active, _dropout, training) : active;
    }

    private static (Parameter Weight, Parameter Bias)[] Draw(int inputWidth, IReadOnlyList<int> widths, ParameterInitializer initializer)
    {
        var layers = new (Parameter Weight, Parameter Bias)[widths.Count];
        for (int layer = 0; layer < widths.Count; layer++)
        {
            layers[layer] = (initializer.GlorotUniform(widths[layer], layer == 0 ? inputWidth : widths[layer - 1]), initializer.Zeros(widths[layer]));
        }

        return layers;
    }

    private Parameter Weight(int layer) => get_parameter($"weight{layer}")!;

    private Parameter Bias(int layer) => get_parameter($"bias{layer}")!;
}
