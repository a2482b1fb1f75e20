using FsCheck.Xunit;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

public sealed class GradientClippingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void GlobalNorm_ByHand_IsTheLengthOfAllGradients()
    {
        Parameter[] parameters = [WithGradient(3), WithGradient(0, 4), new Parameter(ones(5))];

        Assert.Equal(5, GradientClipping.GlobalNorm(parameters), 1e-12);
    }

    [Fact]
    public void GlobalNorm_NoGradients_IsZero() => Assert.Equal(0, GradientClipping.GlobalNorm([new Parameter(ones(5))]));

    [Fact]
    public void Clip_TooLong_ShortensAllAlike()
    {
        Parameter[] parameters = [WithGradient(3), WithGradient(0, 4)];

        double norm = GradientClipping.Clip(parameters, 1);

        Assert.Equal(5, norm, 1e-12);
        Assert.Equal(0.6f, parameters[0].grad!.item<float>(), 1e-6f);
        Assert.Equal(0.8f, parameters[1].grad![1].item<float>(), 1e-6f);
    }

    [Fact]
    public void Clip_ShortEnough_ChangesNothing()
    {
        Parameter[] parameters = [WithGradient(3), WithGradient(0, 4)];

        GradientClipping.Clip(parameters, 5);

        Assert.Equal(3f, parameters[0].grad!.item<float>());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Clip_NotFinite_ReturnsItAndChangesNothing(float value)
    {
        Parameter[] parameters = [WithGradient(value), WithGradient(7)];

        double norm = GradientClipping.Clip(parameters, 1);

        Assert.False(double.IsFinite(norm));
        Assert.Equal(7f, parameters[1].grad!.item<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Clip_BadLimit_Throws(double limit)
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.Clip([WithGradient(1)], limit));

        Assert.Contains($"maxNorm is {limit}; expected a finite number above 0.", fault.Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 50)]
    public bool Clip_AnyGradients_EndsWithinTheLimitAndKeepsTheDirection(short[] first, short[] second, byte limit)
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [WithGradient([1f, .. first]), WithGradient([.. second])];
        float ratio = parameters[0].grad!.abs().max().item<float>() / parameters[0].grad![0].item<float>();

        GradientClipping.Clip(parameters, limit + 1);

        float after = parameters[0].grad!.abs().max().item<float>() / parameters[0].grad![0].item<float>();
        return GradientClipping.GlobalNorm(parameters) <= (limit + 1) * 1.00001 && Math.Abs(after - ratio) <= 1e-4 * Math.Abs(ratio);
    }

    private static Parameter WithGradient(params float[] gradient)
    {
        var parameter = new Parameter(zeros(gradient.Length));
        parameter.grad = tensor(gradient);
        return parameter;
    }
}
