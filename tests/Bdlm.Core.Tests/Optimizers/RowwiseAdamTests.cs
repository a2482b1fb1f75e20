using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

public sealed class RowwiseAdamTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(5);

    public void Dispose()
    {
        _scope.Dispose();
        _generator.Dispose();
    }

    [Fact]
    public void Step_FirstStep_MovesByTheRateAgainstTheSign()
    {
        Tensor table = tensor(new[] { 1f, 1f, 1f, 1f }).reshape(2, 2);
        using var adam = new RowwiseAdam(table, new AdamOptions { LearningRate = 0.1 });

        adam.Step(tensor(new long[] { 1 }), tensor(new[] { 4f, -0.25f }).reshape(1, 2));

        // m / (1 - b1) = g and v / (1 - b2) = g^2 at the first step, so that each coordinate moves by 0.1 sign(g).
        Assert.Equal([1f, 1f, 0.9f, 1.1f], table.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Step_SecondStepByHand_CountsEachRowByItself()
    {
        Tensor table = zeros(2, 1, dtype: ScalarType.Float64);
        using var adam = new RowwiseAdam(table, new AdamOptions { LearningRate = 1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1e-12 });
        adam.Step(tensor(new long[] { 0 }), tensor(new[] { 2.0 }).reshape(1, 1));

        adam.Step(tensor(new long[] { 0, 1 }), tensor(new[] { 4.0, 4.0 }).reshape(2, 1));

        // Row 0, step 2: m = 0.5 * 1 + 0.5 * 4 = 2.5, v = 0.75 * 1 + 0.25 * 16 = 4.75; corrected by 1 - 0.25 and 1 - 0.5625.
        double expected = -1 - (2.5 / 0.75 / Math.Sqrt(4.75 / 0.4375));
        Assert.Equal(expected, table[0, 0].item<double>(), 1e-9);
        Assert.Equal(-1.0, table[1, 0].item<double>(), 1e-9);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 2e-6)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Step_AllRowsEveryTime_EqualsDenseAdam(ScalarType type, double tolerance)
    {
        Tensor start = randn(6, 4, dtype: type, generator: _generator);
        Tensor table = start.clone();
        var dense = new Parameter(start.clone());
        using var adam = new RowwiseAdam(table, new AdamOptions { LearningRate = 0.05 });
        using var reference = optim.Adam([dense], lr: 0.05);
        Tensor ids = arange(6, dtype: ScalarType.Int64);
        for (int step = 0; step < 40; step++)
        {
            Tensor gradient = randn(6, 4, dtype: type, generator: _generator);
            dense.grad = gradient.clone();
            reference.step();
            adam.Step(ids, gradient);
        }

        Assert.True((table - dense.detach()).abs().max().to(ScalarType.Float64).item<double>() < tolerance);
    }

    [Fact]
    public void Step_SomeRows_LeavesTheOthersBitwise()
    {
        Tensor table = randn(5, 3, generator: _generator);
        byte[] before = table.bytes.ToArray();
        using var adam = new RowwiseAdam(table, new AdamOptions());
        adam.Step(tensor(new long[] { 4, 1 }), ones(2, 3));
        byte[] once = table.bytes.ToArray();

        adam.Step(tensor(new long[] { 1 }), ones(1, 3));

        byte[] after = table.bytes.ToArray();
        Assert.Equal([false, true, false, false, true], Enumerable.Range(0, 5).Select(row => Changed(before, after, row)));
        Assert.Equal([false, true, false, false, false], Enumerable.Range(0, 5).Select(row => Changed(once, after, row)));
    }

    [Fact]
    public void Step_NoRows_ChangesNothing()
    {
        Tensor table = ones(2, 2);
        using var adam = new RowwiseAdam(table, new AdamOptions());

        adam.Step(zeros(0, dtype: ScalarType.Int64), zeros(0, 2));

        Assert.Equal(4f, table.sum().item<float>());
    }

    [Fact]
    public void StepFromGradient_DenseGradient_EqualsStep()
    {
        var table = new Parameter(ones(4, 2));
        Tensor other = ones(4, 2);
        Tensor ids = tensor(new long[] { 3, 0 });
        using var fromGradient = new RowwiseAdam(table, new AdamOptions());
        using var direct = new RowwiseAdam(other, new AdamOptions());
        (table.index_select(0, ids) * tensor(new[] { 1f, 2f })).square().sum().backward();

        fromGradient.StepFromGradient(ids);
        direct.Step(ids, table.grad!.index_select(0, ids));

        Assert.True(table.bytes.SequenceEqual(other.bytes));
    }

    [Fact]
    public void StepFromGradient_WithoutGradient_Throws()
    {
        using var adam = new RowwiseAdam(new Parameter(ones(2, 2)), new AdamOptions());

        var fault = Assert.Throws<InvalidOperationException>(() => adam.StepFromGradient(tensor(new long[] { 0 })));

        Assert.Equal("The table has no gradient. Call backward() on a loss that depends on it first.", fault.Message);
    }

    [Fact]
    public void SaveAndLoad_InTheMiddle_GoesOnBitwise()
    {
        Tensor table = randn(4, 3, generator: _generator);
        using var adam = new RowwiseAdam(table, new AdamOptions { LearningRate = 0.1 });
        (Tensor Ids, Tensor Gradients)[] steps = [.. Enumerable.Range(0, 6).Select(step => (tensor(new long[] { step % 4, (step + 2) % 4 }), randn(2, 3, generator: _generator)))];
        Run(adam, steps[..3]);
        Tensor secondTable = table.clone();
        using var second = new RowwiseAdam(secondTable, new AdamOptions { LearningRate = 0.1 });
        var state = new Dictionary<string, Tensor>();
        adam.SaveTo(state, "adam.");
        second.LoadFrom(state, "adam.");

        Run(adam, steps[3..]);
        Run(second, steps[3..]);

        Assert.Equal(["adam.exp_avg", "adam.exp_avg_sq", "adam.row_steps"], state.Keys.Order());
        Assert.True(table.bytes.SequenceEqual(secondTable.bytes));
    }

    [Fact]
    public void Step_HalfPrecisionTable_KeepsMomentsInFloat32()
    {
        Tensor table = ones(2, 2, dtype: ScalarType.BFloat16);
        using var adam = new RowwiseAdam(table, new AdamOptions { LearningRate = 0.5 });

        adam.Step(tensor(new long[] { 0 }), ones(1, 2, dtype: ScalarType.BFloat16));

        var state = new Dictionary<string, Tensor>();
        adam.SaveTo(state, string.Empty);
        Assert.Equal(ScalarType.Float32, state["exp_avg"].dtype);
        Assert.Equal([0.5f, 0.5f, 1f, 1f], table.to(ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Step_ManyTimes_LeavesNoTensorBehind()
    {
        Tensor table = ones(50, 4);
        using var adam = new RowwiseAdam(table, new AdamOptions());
        (Tensor ids, Tensor gradients) = (tensor(new long[] { 3, 7 }), ones(2, 4));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 300; step++)
        {
            adam.Step(ids, gradients);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Step_IdTwice_Throws()
    {
        using var adam = new RowwiseAdam(ones(3, 2), new AdamOptions());

        var fault = Assert.Throws<ArgumentException>(() => adam.Step(tensor(new long[] { 1, 1 }), ones(2, 2)));

        Assert.StartsWith("rowIds holds 2 ids of which 1 are distinct; expected each once. Sum the gradients of equal ids first.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_IdOutside_Throws()
    {
        using var adam = new RowwiseAdam(ones(3, 2), new AdamOptions());

        Assert.Throws<ArgumentOutOfRangeException>(() => adam.Step(tensor(new long[] { 3 }), ones(1, 2)));
    }

    [Fact]
    public void Step_WrongGradientShape_Throws()
    {
        using var adam = new RowwiseAdam(ones(3, 2), new AdamOptions());

        var fault = Assert.Throws<ArgumentException>(() => adam.Step(tensor(new long[] { 1 }), ones(2, 2)));

        Assert.StartsWith("rowGradients has shape [2, 2]; expected [n, dim] = [1, 2]. Give one gradient row for each id.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WeightDecay_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RowwiseAdam(ones(3, 2), new AdamOptions { WeightDecay = 0.1 }));

        Assert.StartsWith("WeightDecay is 0.1; expected 0, because rows that no batch touches would never decay.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WholeNumbers_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RowwiseAdam(ones(3, 2, dtype: ScalarType.Int64), new AdamOptions()));

        Assert.StartsWith("table has dtype Int64; expected a floating type.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LearningRate_Negative_Throws()
    {
        using var adam = new RowwiseAdam(ones(3, 2), new AdamOptions());

        Assert.Throws<ArgumentOutOfRangeException>(() => adam.LearningRate = -1);
    }

    private static void Run(RowwiseAdam adam, (Tensor Ids, Tensor Gradients)[] steps)
    {
        foreach ((Tensor ids, Tensor gradients) in steps)
        {
            adam.Step(ids, gradients);
        }
    }

    private static bool Changed(byte[] before, byte[] after, int row)
    {
        const int RowBytes = 3 * sizeof(float);
        return !before.AsSpan(row * RowBytes, RowBytes).SequenceEqual(after.AsSpan(row * RowBytes, RowBytes));
    }
}
