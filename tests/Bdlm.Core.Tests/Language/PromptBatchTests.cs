using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class PromptBatchTests
{
    [Fact]
    public void Create_Right_FillsBehind()
    {
        using PromptBatch batch = PromptBatch.Create([[5, 6, 7], [8]], 9, CPU);
        Assert.Equal([5L, 6, 7, 8, 9, 9], batch.TokenIds.data<long>().ToArray());
        Assert.Equal([true, true, true, true, false, false], batch.AttentionMask.data<bool>().ToArray());
        Assert.Equal([2L, 0], batch.LastPositions.data<long>().ToArray());
    }

    [Fact]
    public void Create_Left_FillsBefore()
    {
        using PromptBatch batch = PromptBatch.Create([[5, 6, 7], [8]], 9, CPU, PaddingSide.Left);
        Assert.Equal([5L, 6, 7, 9, 9, 8], batch.TokenIds.data<long>().ToArray());
        Assert.Equal([true, true, true, false, false, true], batch.AttentionMask.data<bool>().ToArray());
        Assert.Equal([2L, 2], batch.LastPositions.data<long>().ToArray());
        Assert.Equal((ScalarType.Int64, ScalarType.Bool), (batch.TokenIds.dtype, batch.AttentionMask.dtype));
    }

    [Fact]
    public void Create_Empty_IsRefused()
    {
        Assert.StartsWith("prompts is empty; expected at least one sequence.", Assert.Throws<ArgumentException>(() => PromptBatch.Create([], 0, CPU)).Message, StringComparison.Ordinal);
        Assert.StartsWith("prompts[1] is empty; expected at least one token.", Assert.Throws<ArgumentException>(() => PromptBatch.Create([[1], []], 0, CPU)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_Batch_ReleasesItsTensors()
    {
        PromptBatch batch = PromptBatch.Create([[1]], 0, CPU);
        batch.Dispose();
        Assert.True(batch.TokenIds.IsInvalid && batch.AttentionMask.IsInvalid && batch.LastPositions.IsInvalid);
    }
}
