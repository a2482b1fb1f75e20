using Bdlm.Losses;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Losses;

public sealed class EmbeddingPenaltyTests
{
    [Fact]
    public void Compute_OfTwoTensors_IsHalfTheSquaresAPair()
    {
        using var scope = NewDisposeScope();
        Tensor users = tensor(new float[,] { { 1, 2 }, { 0, 1 } });
        Tensor items = tensor(new float[,] { { 3 }, { 1 } });
        Assert.Equal((1 + 4 + 1 + 9 + 1) / 2f / 2, EmbeddingPenalty.Compute(users, items).item<float>());
    }

    [Fact]
    public void Gradient_OfRow_IsRowOverBatch()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor(new float[,] { { 4 }, { -2 } }, requires_grad: true);
        EmbeddingPenalty.Compute(rows).backward();
        Assert.Equal([2f, -1f], rows.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Compute_OfDifferentBatches_Throws()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => EmbeddingPenalty.Compute(zeros(2, 3), zeros(4, 3)));
        Assert.Contains("rows holds a tensor of shape [4, 3]; expected [batch, dim] with batch = 2", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EmbeddingPenalty.Compute());
    }
}
