using Bdlm.Losses;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Losses;

public sealed class BinaryCrossEntropyLossTests
{
    [Fact]
    public void Compute_OfTwoPairs_EqualsHandComputation()
    {
        using var scope = NewDisposeScope();
        Tensor loss = BinaryCrossEntropyLoss.Compute(tensor(new double[] { 2, -1 }), tensor(new float[] { 1, 0 }));
        double expected = -(Math.Log(1 / (1 + Math.Exp(-2))) + Math.Log(1 - (1 / (1 + Math.Exp(1))))) / 2;
        Assert.Equal(expected, loss.item<double>(), 1e-12);
    }

    [Fact]
    public void Gradient_OfLogit_IsPredictionMinusLabel()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new double[] { 0.7 }, requires_grad: true);
        BinaryCrossEntropyLoss.Compute(logits, tensor(new double[] { 0 })).backward();
        Assert.Equal(1 / (1 + Math.Exp(-0.7)), logits.grad!.item<double>(), 1e-12);
    }

    [Fact]
    public void Compute_OfWrongShapes_Throws()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => BinaryCrossEntropyLoss.Compute(zeros(3), zeros(2)));
        Assert.Contains("labels has shape [2]; expected [batch] = [3]", fault.Message, StringComparison.Ordinal);
    }
}
