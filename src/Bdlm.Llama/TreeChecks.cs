using System.Globalization;
using static TorchSharp.torch;

namespace Bdlm.Llama;

/// <summary>Refuses trees that do not fit at the model's public edge, before native code sees them.</summary>
internal static class TreeChecks
{
    /// <summary>Input rows, positions in [0, <paramref name="maxPath"/>) and a mask of one batch of trees.</summary>
    public static void All(Tensor inputEmbeddings, Tensor positions, Tensor visible, LlamaConfig config, ScalarType dtype, int maxPath)
    {
        TensorChecks.InputRows(inputEmbeddings, config, dtype);
        (long batch, long length) = (inputEmbeddings.shape[0], inputEmbeddings.shape[1]);
        if (batch < 1 || length < 1)
        {
            throw new ArgumentException($"inputEmbeddings holds {batch} tree(s) of {length} token(s); expected at least one of one token. Leave empty batches out.", nameof(inputEmbeddings));
        }

        Fits(positions, nameof(positions), ScalarType.Int64, batch, length);
        Fits(visible, nameof(visible), ScalarType.Bool, batch, length, length);
        using var scope = NewDisposeScope();
        (long lowest, long highest) = (positions.min().item<long>(), positions.max().item<long>());
        if (lowest < 0 || highest >= maxPath)
        {
            throw new ArgumentException($"positions holds {(lowest < 0 ? lowest : highest)}; expected values in [0, {maxPath}), the model's MaxTreePath. Shorten the longest path, or encode the paths one by one.", nameof(positions));
        }
    }

    private static void Fits(Tensor tensor, string name, ScalarType dtype, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (!tensor.shape.SequenceEqual(shape))
        {
            throw new ArgumentException($"{name} has shape {Show(tensor.shape)}; expected {Show(shape)}. Build it from the same batch.", name);
        }

        if (tensor.dtype != dtype)
        {
            throw new ArgumentException($"{name} has dtype {tensor.dtype}; expected {dtype}. Convert it with .to(ScalarType.{dtype}).", name);
        }
    }

    private static string Show(long[] shape) => $"[{string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";
}
