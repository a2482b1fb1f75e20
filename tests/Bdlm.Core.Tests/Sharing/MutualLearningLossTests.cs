using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

public sealed class MutualLearningLossTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(8);

    public void Dispose()
    {
        _scope.Dispose();
        _generator.Dispose();
    }

    [Theory]
    [InlineData(MutualReduction.Mean, 9.25)]
    [InlineData(MutualReduction.SumOverDim, 18.5)]
    public void Compute_ByHand_GivesEquationSeven(MutualReduction reduction, double expected)
    {
        Tensor users = Rows(2, 1, 2, 3, 4);
        Tensor sharedUsers = Rows(2, 1, 0, 0, 4);
        Tensor items = Rows(1, 5, 5);
        Tensor sharedItems = Rows(1, 4, 5 - Math.Sqrt(11));

        double loss = MutualLearningLoss.Compute(users, sharedUsers, items, sharedItems, reduction).item<double>();

        // Users: squares 0, 4, 9, 0; mean 13/4 = 3.25, a row's sum 6.5 on average.
        // Items: squares 1 and 11; mean 6, sum 12. Together 3.25 + 6 and 6.5 + 12.
        Assert.Equal(expected, loss, 1e-12);
    }

    [Fact]
    public void Distance_EqualRows_IsExactlyZero()
    {
        Tensor rows = randn(7, 5, generator: _generator);

        Assert.Equal(0f, MutualLearningLoss.Distance(rows, rows.clone()).item<float>());
    }

    [Fact]
    public void Distance_NoRows_IsZeroAndDifferentiable()
    {
        Tensor rows = zeros(0, 4).requires_grad_();

        Tensor loss = MutualLearningLoss.Distance(rows, zeros(0, 4));
        loss.backward();

        Assert.Equal(0f, loss.item<float>());
    }

    [Theory]
    [InlineData(MutualReduction.Mean)]
    [InlineData(MutualReduction.SumOverDim)]
    public void Compute_FiniteDifferences_AgreeForAllFourArguments(MutualReduction reduction)
    {
        Tensor[] arguments = [.. new long[] { 3, 3, 2, 2 }.Select(count => randn(count, 4, dtype: ScalarType.Float64, generator: _generator).requires_grad_())];
        Loss(arguments, reduction).backward();
        foreach (Tensor argument in arguments)
        {
            using Tensor gradient = argument.grad!;
            Assert.Equal(FiniteDifferences(argument, () => Loss(arguments, reduction).item<double>()), gradient.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-8);
        }
    }

    [Fact]
    public void Distance_SumOverDim_IsMeanTimesTheDimension()
    {
        Tensor rows = randn(6, 8, dtype: ScalarType.Float64, generator: _generator);
        Tensor shared = randn(6, 8, dtype: ScalarType.Float64, generator: _generator);

        double mean = MutualLearningLoss.Distance(rows, shared).item<double>();

        Assert.Equal(8 * mean, MutualLearningLoss.Distance(rows, shared, MutualReduction.SumOverDim).item<double>(), 1e-10);
    }

    [Fact]
    public void Distance_HalfPrecision_ComparesInFloat32()
    {
        Tensor rows = full([1000, 4], 1, dtype: ScalarType.BFloat16).requires_grad_();

        Tensor loss = MutualLearningLoss.Distance(rows, zeros(1000, 4), MutualReduction.Mean);

        Assert.Equal(ScalarType.Float32, loss.dtype);
        Assert.Equal(1f, loss.item<float>());
    }

    [Fact]
    public void Distance_OtherShape_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => MutualLearningLoss.Distance(zeros(2, 3), zeros(2, 4)));

        Assert.StartsWith("rows has shape [2, 3]; expected [n, dim] = [2, 4]. Give the rows of exactly the ids whose shared rows they meet.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distance_UnknownReduction_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualLearningLoss.Distance(zeros(2, 3), zeros(2, 3), (MutualReduction)9));

    private static Tensor Loss(Tensor[] rows, MutualReduction reduction) => MutualLearningLoss.Compute(rows[0], rows[1], rows[2], rows[3], reduction);

    private static double[] FiniteDifferences(Tensor argument, Func<double> loss)
    {
        const double Width = 1e-6;
        using var frozen = no_grad();
        Tensor flat = argument.view(-1);
        double[] slopes = new double[flat.numel()];
        for (int index = 0; index < slopes.Length; index++)
        {
            flat[index].add_(Width);
            double above = loss();
            flat[index].add_(-2 * Width);
            slopes[index] = (above - loss()) / (2 * Width);
            flat[index].add_(Width);
        }

        return slopes;
    }

    private static Tensor Rows(int count, params double[] values) => tensor(values).reshape(count, -1);
}
