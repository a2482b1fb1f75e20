using static TorchSharp.torch;

namespace Bdlm.Testing.Recommending;

/// <summary>What contract tests say of tensors and refusals.</summary>
internal static class TensorAssert
{
    /// <summary>A float32 tensor of the given sizes.</summary>
    public static void Shape(Tensor tensor, params long[] sizes)
    {
        Assert.Equal(sizes, tensor.shape);
        Assert.Equal(ScalarType.Float32, tensor.dtype);
    }

    /// <summary>The same floats.</summary>
    public static void Same(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.contiguous().data<float>().ToArray(), actual.contiguous().data<float>().ToArray());

    /// <summary>The same up to sums of a few dozen products of order 1 in single precision, in different orders.</summary>
    public static void Close(Tensor expected, Tensor actual) => Assert.True(
        expected.allclose(actual, rtol: 1e-4, atol: 1e-4),
        $"the largest difference is {(expected - actual).abs().max().item<float>()}.");

    /// <summary>An <see cref="ArgumentException"/> with these words.</summary>
    public static void Refused(string message, Func<object> call) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
}
