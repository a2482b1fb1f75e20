using Bdlm.Losses;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Losses;

public sealed class BprLossTests
{
    [Fact]
    public void Compute_OfTwoPairs_EqualsHandComputation()
    {
        using var scope = NewDisposeScope();
        Tensor loss = BprLoss.Compute(tensor(new double[] { 2, 0 }), tensor(new double[] { 1, 3 }));

        // −log σ(1) = log(1 + e^−1), −log σ(−3) = log(1 + e^3)
        double expected = (Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(3))) / 2;
        Assert.Equal(expected, loss.item<double>(), 1e-12);
        Assert.Empty(loss.shape);
    }

    [Fact]
    public void Compute_OfHugeDifference_StaysFinite()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1e4f, BprLoss.Compute(tensor(new float[] { -1e4f }), tensor(new float[] { 0 })).item<float>());
        Assert.Equal(0f, BprLoss.Compute(tensor(new float[] { 1e4f }), tensor(new float[] { 0 })).item<float>());
    }

    [Fact]
    public void Gradient_OfPositive_IsMinusSigmoid()
    {
        using var scope = NewDisposeScope();
        Tensor positive = tensor(new double[] { 0.3 }, requires_grad: true);
        BprLoss.Compute(positive, tensor(new double[] { 1.1 })).backward();
        Assert.Equal(-1 / (1 + Math.Exp(-0.8)), positive.grad!.item<double>(), 1e-12);
    }

    [Fact]
    public void Compute_OfWrongShapes_Throws()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => BprLoss.Compute(zeros(3), zeros(3, 1)));
        Assert.Contains("negative has shape [3, 1]; expected [batch] = [3]", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<ArgumentException>(() => BprLoss.Compute(zeros(0), zeros(0)));
        Assert.Contains("positive has shape [0]; expected at least one score", fault.Message, StringComparison.Ordinal);
    }
}
