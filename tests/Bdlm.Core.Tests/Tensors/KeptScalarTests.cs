using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Tensors;

public sealed class KeptScalarTests
{
    [Fact]
    public void Of_Collected_StaysAliveUntilAsManyOthersWereMade()
    {
        WeakReference scalar = Make();
        for (int other = 1; other < KeptScalar.KeptCount; other++)
        {
            KeptScalar.Of(other);
        }

        Collect();
        Assert.True(scalar.IsAlive);

        KeptScalar.Of(0L);
        Collect();
        Assert.False(scalar.IsAlive);
    }

    [Fact]
    public void Of_EachKindOfNumber_HasItsTypeAndValue()
    {
        Assert.Equal((ScalarType.Float64, 0.25), (KeptScalar.Of(0.25).Type, KeptScalar.Of(0.25).ToDouble()));
        Assert.Equal((ScalarType.Int64, 1L << 40), (KeptScalar.Of(1L << 40).Type, KeptScalar.Of(1L << 40).ToInt64()));
        Assert.Equal((ScalarType.Bool, true), (KeptScalar.Of(true).Type, KeptScalar.Of(true).ToBoolean()));
    }

    [Fact]
    public void Of_InAnOperation_ComputesAsAPlainNumber()
    {
        using Tensor values = tensor(new float[] { 1, 2, 3 });
        using Tensor found = values * KeptScalar.Of(0.5);
        Assert.Equal([0.5f, 1, 1.5f], found.data<float>().ToArray());
    }

    // In a method of its own, so that no local of the test holds the scalar.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Make() => new(KeptScalar.Of(7.0));

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
