using static TorchSharp.torch;

namespace Bdlm.Tensors;

public sealed class TensorArithmeticTests
{
    private static readonly float[] Left = [1.5f, -2, 0.1f, 3e8f];
    private static readonly float[] Right = [0.25f, 7, -0.3f, 11];

    [Fact]
    public void EachOperation_FloatTensors_EqualsTorchSharpsOwnBitForBit()
    {
        using var scope = NewDisposeScope();
        Tensor left = tensor(Left), right = tensor(Right);

        AssertSame(left + right, left.Plus(right));
        AssertSame(left + 0.1, left.Plus(0.1));
        AssertSame(left + 3, left.Plus(3));
        AssertSame(left - 0.1, left.Minus(0.1));
        AssertSame(left - 3, left.Minus(3));
        AssertSame(left * 0.1, left.Times(0.1));
        AssertSame(left * 3, left.Times(3));
        AssertSame(left / 0.3, left.DividedBy(0.3));
        AssertSame(left / 3, left.DividedBy(3));
        AssertSame(left.square(), left.Squared());
    }

    [Fact]
    public void EachOperation_WholeTensors_KeepsTheirTypeWithWholeNumbersOnly()
    {
        using var scope = NewDisposeScope();
        Tensor counts = tensor(new long[] { 1, 2, 3 });

        Assert.Equal([4L, 5, 6], counts.Plus(3).data<long>().ToArray());
        Assert.Equal([-2L, -1, 0], counts.Minus(3).data<long>().ToArray());
        Assert.Equal([3L, 6, 9], counts.Times(3).data<long>().ToArray());
        Assert.Equal([1L, 4, 9], counts.Squared().data<long>().ToArray());
        Assert.Equal([0.5f, 1, 1.5f], counts.Times(0.5).data<float>().ToArray());
        Assert.Equal([0.5f, 1, 1.5f], counts.DividedBy(2).data<float>().ToArray());
    }

    [Fact]
    public void Plus_HalfPrecision_KeepsIt()
    {
        using var scope = NewDisposeScope();
        Tensor rough = tensor(Left).to(ScalarType.BFloat16);

        Assert.All([rough.Plus(rough), rough.Plus(0.5), rough.Minus(0.5), rough.Times(0.5), rough.DividedBy(3), rough.Squared()], result => Assert.Equal(ScalarType.BFloat16, result.dtype));
    }

    [Fact]
    public void Plus_AColumnToARow_Broadcasts()
    {
        using var scope = NewDisposeScope();
        Tensor sums = tensor(new float[] { 10, 20 }).unsqueeze(1).Plus(tensor(new float[] { 1, 2, 3 }));

        Assert.Equal([2, 3], sums.shape);
        Assert.Equal([11, 12, 13, 21, 22, 23], sums.data<float>().ToArray());
    }

    [Fact]
    public void PlusInPlace_TensorAndNumbers_ChangesAndReturnsTheTensorItself()
    {
        using var scope = NewDisposeScope();
        Tensor sum = tensor(new float[] { 1, 2 });
        Tensor returned = sum.PlusInPlace(tensor(new float[] { 10, 20 })).PlusInPlace(0.5).PlusInPlace(100);

        Assert.Equal([111.5f, 122.5f], sum.data<float>().ToArray());
        returned.zero_();
        Assert.Equal([0, 0], sum.data<float>().ToArray());
    }

    // d/dx of ((x + y)·3 + x²) is 3 + 2x, of y 3.
    [Fact]
    public void EachOperation_Differentiated_HasTheGradientsWorkedOutByHand()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 2, -1 }, requires_grad: true), y = tensor(new float[] { 5, 7 }, requires_grad: true);
        x.Plus(y).Times(3).Plus(x.Squared()).Minus(4).sum().backward();

        Assert.Equal([7, 1], x.grad!.data<float>().ToArray());
        Assert.Equal([3, 3], y.grad!.data<float>().ToArray());
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.bytes.ToArray(), actual.bytes.ToArray());
    }
}
