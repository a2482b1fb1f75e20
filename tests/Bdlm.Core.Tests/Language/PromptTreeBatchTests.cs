using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class PromptTreeBatchTests
{
    [Fact]
    public void Create_TwoTrees_PadsBehindAndMasksByPath()
    {
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of([[1, 2], [1, 3]]), PromptTree.Of([[4]])], 9, CPU);
        Assert.Equal([1L, 2, 3, 4, 9, 9], batch.TokenIds.data<long>().ToArray());
        Assert.Equal([0L, 1, 1, 0, 0, 0], batch.Positions.data<long>().ToArray());
        Assert.Equal([2L, 3, 3], batch.Visible!.shape);
        Assert.Equal(
            [
                true, false, false,
                true, true, false,
                true, false, true,
                true, false, false,
                false, true, false,
                false, false, true,
            ],
            batch.Visible.data<bool>().ToArray());
        Assert.Equal([1L, 2, 3], batch.Ends.data<long>().ToArray());
        Assert.Equal((3, 3, 2), (batch.PromptCount, batch.Length, batch.Depth));
        Assert.Equal([0L, 2], batch.PathOf(1));
        Assert.Equal(3, batch.PlaceOf(2));
    }

    [Fact]
    public void Create_NoTreeBranches_NeedsNoMask()
    {
        using PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of([[1, 2], [1]]), PromptTree.Of([[4]])], 0, CPU);
        Assert.Null(batch.Visible);
        Assert.Equal([1L, 0, 2], batch.Ends.data<long>().ToArray());
    }

    [Fact]
    public void Create_Faults_AreNamed()
    {
        Assert.StartsWith("trees is empty; expected at least one tree.", Assert.Throws<ArgumentException>(() => PromptTreeBatch.Create([], 0, CPU)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PromptTreeBatch.Create([PromptTree.Of([[1]])], -1, CPU));
        PromptTree wide = PromptTree.Of([[.. Enumerable.Range(0, 30_000)]]);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => PromptTreeBatch.Create([wide, wide, wide], 0, CPU));
        Assert.StartsWith("trees holds 3 trees of up to 30000 tokens; expected at most 2147483591 pairs of tokens", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_Batch_ReleasesItsTensors()
    {
        PromptTreeBatch batch = PromptTreeBatch.Create([PromptTree.Of([[1, 2], [3]])], 0, CPU);
        batch.Dispose();
        Assert.True(batch.TokenIds.IsInvalid && batch.Positions.IsInvalid && batch.Visible!.IsInvalid && batch.Ends.IsInvalid);
    }
}
