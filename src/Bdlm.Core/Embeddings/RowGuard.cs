using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>Checks of token ids and rows at public edges.</summary>
internal static class RowGuard
{
    /// <summary>Throws unless the ids are an int64 matrix with values in [0, <paramref name="size"/>).</summary>
    public static void TokenIds(Tensor tokenIds, string name, string shape, int size)
    {
        TensorGuard.Shape(tokenIds, name, shape, "Make it with PromptBatch.Create, or unsqueeze a single sequence.", TensorGuard.Any, TensorGuard.Any);
        if (tokenIds.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{name} has dtype {tokenIds.dtype}; expected Int64. Convert it with .to(ScalarType.Int64).", name);
        }

        if (tokenIds.numel() == 0)
        {
            throw new ArgumentException($"{name} has shape [{string.Join(", ", tokenIds.shape)}]; expected at least one token. Leave empty batches out.", name);
        }

        using var scope = NewDisposeScope();
        long lowest = tokenIds.min().item<long>();
        long highest = tokenIds.max().item<long>();
        if (lowest < 0 || highest >= size)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} holds {(lowest < 0 ? lowest : highest)}; expected token ids in [0, {size}). Encode with the ExtendedTokenizer of the same vocabulary, or extend the model.");
        }
    }

    /// <summary>Throws unless a standard deviation is finite and not negative.</summary>
    public static void Deviation(double deviation)
    {
        if (!double.IsFinite(deviation) || deviation < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), $"deviation is {deviation}; expected a finite number, 0 or more. The root mean square of the word rows is a good start.");
        }
    }
}
