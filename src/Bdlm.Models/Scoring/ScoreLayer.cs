using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Scoring;

/// <summary>The last layer of the models of NCF: score = wᵀ feature + b. Its parameters belong to the model's module.</summary>
internal sealed class ScoreLayer
{
    private const string WeightName = "weight";
    private const string BiasName = "bias";

    private readonly nn.Module _owner;

    /// <summary>Checks the parameters and registers them with the module that owns them.</summary>
    /// <param name="owner">The model.</param>
    /// <param name="weight">w, <c>[width]</c>, float32.</param>
    /// <param name="bias">b, a scalar <c>[]</c>, float32.</param>
    /// <param name="width">The width of a feature.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public ScoreLayer(nn.Module owner, Parameter weight, Parameter bias, long width)
    {
        TensorGuard.Shape(weight, nameof(weight), "[dim]", "Give one weight a column of the pair feature.", width);
        TensorGuard.Shape(bias, nameof(bias), "[]", "Give a scalar.");
        _owner = owner;
        owner.register_parameter(WeightName, weight);
        owner.register_parameter(BiasName, bias);
    }

    /// <summary>w, <c>[width]</c>.</summary>
    public Parameter Weight => _owner.get_parameter(WeightName)!;

    /// <summary>b, a scalar.</summary>
    public Parameter Bias => _owner.get_parameter(BiasName)!;

    /// <summary>Copies without gradient; the caller disposes.</summary>
    public (Tensor Weight, Tensor Bias) Copies() => (Weight.detach().clone(), Bias.detach().clone());

    /// <summary>The scores of features, <c>[batch]</c>. The features stay the caller's.</summary>
    public Tensor Scores(Tensor features)
    {
        using var scope = NewDisposeScope();
        return features.mv(Weight).Plus(Bias).MoveToOuterDisposeScope();
    }
}
