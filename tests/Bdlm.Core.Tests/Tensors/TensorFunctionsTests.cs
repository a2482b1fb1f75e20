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

    [Theory]
    [InlineData(new long[] { })]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 7 })]
    [InlineData(new long[] { 100_003 })]
    [InlineData(new long[] { 900, 96 })]
    [InlineData(new long[] { 50_001, 1 })]
    [InlineData(new long[] { 1, 1, 100_003 })]
    [InlineData(new long[] { 3, 200, 100 })]
    public void Sum_AnyShape_IsTheSumAndItsGradientOnes(long[] shape)
    {
        using var scope = NewDisposeScope();
        Tensor values = randn(shape, ScalarType.Float64, generator: new Generator(1)).requires_grad_();
        Tensor found = TensorFunctions.Sum(values);
        found.backward();

        Assert.Equal(0, found.dim());
        Assert.Equal(values.data<double>().ToArray().Sum(), found.item<double>(), 1e-9);
        Assert.All(values.grad!.data<double>().ToArray(), slope => Assert.Equal(1, slope));
    }

    private static bool Close(double left, double right) => Math.Abs(left - right) < 1e-12;
}
