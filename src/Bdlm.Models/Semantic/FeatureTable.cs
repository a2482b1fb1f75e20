using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Semantic;

/// <summary>
/// The rows of one side: a linear map of frozen features, and trained rows added where there are any. Everything belongs to the model's module,
/// the features as a buffer, so that a saved model scores the same wherever it is loaded.
/// </summary>
internal sealed class FeatureTable
{
    private readonly nn.Module _owner;
    private readonly string _name;
    private readonly bool _hasRows;

    /// <summary>Registers the parts with the module that owns them from now on.</summary>
    /// <param name="owner">The model.</param>
    /// <param name="name">Stands before the names of the parts.</param>
    /// <param name="features"><c>[count, width]</c>, float32.</param>
    /// <param name="projection"><c>[dim, width]</c>, float32.</param>
    /// <param name="rows"><c>[count, dim]</c>, float32; null for none.</param>
    public FeatureTable(nn.Module owner, string name, Tensor features, Parameter projection, Parameter? rows)
    {
        TensorGuard.Shape(projection, nameof(projection), "[dim, width]", "Give one column a feature.", TensorGuard.Any, features.shape[1]);
        (_owner, _name, _hasRows) = (owner, name, rows is not null);
        owner.register_buffer($"{name}_features", features);
        owner.register_parameter($"{name}_projection", projection);
        if (rows is not null)
        {
            TensorGuard.Shape(rows, nameof(rows), "[count, dim]", "Give rows as wide as the projection.", features.shape[0], projection.shape[0]);
            owner.register_parameter($"{name}_rows", rows);
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count => (int)Features.shape[0];

    /// <summary>The width of a row.</summary>
    public int Dim => (int)Projection.shape[0];

    private Tensor Features => _owner.get_buffer($"{_name}_features")!;

    private Parameter Projection => _owner.get_parameter($"{_name}_projection")!;

    /// <summary>All rows, <c>[count, dim]</c>. Differentiable. The caller disposes.</summary>
    public Tensor Rows()
    {
        using var scope = NewDisposeScope();
        Tensor projected = nn.functional.linear(Features, Projection);
        return (_hasRows ? projected.Plus(_owner.get_parameter($"{_name}_rows")!) : projected).MoveToOuterDisposeScope();
    }

    /// <summary>A copy of features as a model keeps them, outside every dispose scope: checked, and standardised where asked for.</summary>
    public static Tensor Prepare(Tensor features, string name, bool standardize, Device device)
    {
        TensorGuard.Shape(features, name, "[count, width]", "Give one row of features a user or item.", TensorGuard.Any, TensorGuard.Any);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        if (features.numel() == 0 || !features.isfinite().all().item<bool>())
        {
            throw new ArgumentException($"{name} with shape [{string.Join(", ", features.shape)}] is empty or holds NaN or infinity; expected finite features. Look at the model's weights and the prompts.", name);
        }

        Tensor kept = features.detach().to(ScalarType.Float32).to(device).clone();
        if (standardize)
        {
            Tensor centred = kept - kept.mean([0], keepdim: true);
            double scale = Math.Sqrt(centred.Squared().mean().item<float>());
            // Features that are all the same stay zero.
            kept = scale > 0 ? centred.DividedBy(scale) : centred;
        }

        return kept.DetachFromDisposeScope();
    }
}
