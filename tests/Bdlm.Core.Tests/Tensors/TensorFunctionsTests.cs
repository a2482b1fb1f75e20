using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Tensors;

public sealed class TensorFunctionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Range_Count_CountsFromZero(int count)
    {
        using Tensor found = TensorFunctions.Range(count, CPU);

        Assert.Equal((ScalarType.Int64, DeviceType.CPU), (found.dtype, found.device_type));
        Assert.Equal(Enumerable.Range(0, count).Select(place => (long)place), found.data<long>().ToArray());
    }

    [Fact]
    public void Range_NegativeCount_Throws() =>
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => TensorFunctions.Range(-1)).ParamName);

    [Fact]
    public void Softplus_ManyValues_EqualsTorchSharpsOwnBitForBit()
    {
        using var scope = NewDisposeScope();
        Tensor values = linspace(-110, 110, 1001);

        Assert.Equal(nn.functional.softplus(values).bytes.ToArray(), TensorFunctions.Softplus(values).bytes.ToArray());
    }

    [Fact]
    public void Softplus_KnownValues_IsTheLogarithmAndItsSlopeTheSigmoid()
    {
        using var scope = NewDisposeScope();
        Tensor values = tensor(new double[] { 0, 1, -2, 30 }, requires_grad: true);
        Tensor found = TensorFunctions.Softplus(values);
        found.sum().backward();

        Assert.Equal([Math.Log(2), Math.Log(1 + Math.E), Math.Log(1 + Math.Exp(-2)), 30], found.data<double>().ToArray(), Close);
        Assert.Equal([0.5, 1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(2)), 1], values.grad!.data<double>().ToArray(), Close);
    }

    private static bool Close(double left, double right) => Math.Abs(left - right) < 1e-12;
}
