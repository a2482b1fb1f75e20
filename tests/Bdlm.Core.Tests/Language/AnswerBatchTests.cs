using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class AnswerBatchTests
{
    [Fact]
    public void Create_Examples_TargetsStandOnePlaceEarlier()
    {
        using AnswerBatch batch = AnswerBatch.Create([new([5, 6], [7, 8]), new([5, 6, 3], [4])], 0, CPU);
        Assert.Equal([5L, 6, 7, 5, 6, 3], batch.Sequence.TokenIds.data<long>().ToArray());
        Assert.Equal([-100L, 7, 8, -100, -100, 4], batch.Targets.data<long>().ToArray());
        Assert.Equal([1L, 2], batch.PromptEnds.data<long>().ToArray());
    }

    [Fact]
    public void Create_ShorterSample_HasNothingToLearnAtPadding()
    {
        using AnswerBatch batch = AnswerBatch.Create([new([5], [7]), new([5, 6, 3], [4, 1, 2])], 0, CPU);
        Assert.Equal([7L, -100, -100, -100, -100, -100, -100, 4, 1, 2], batch.Targets.data<long>().ToArray());
        Assert.Equal([true, false, false, false, false], batch.Sequence.AttentionMask[0].data<bool>().ToArray());
    }

    [Fact]
    public void Create_EmptyParts_AreRefused()
    {
        Assert.StartsWith("examples[1] has 2 prompt and 0 answer tokens; expected at least one of each.", Assert.Throws<ArgumentException>(() => AnswerBatch.Create([new([1], [2]), new([1, 2], [])], 0, CPU)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AnswerBatch.Create([new([], [2])], 0, CPU));
        Assert.Throws<ArgumentException>(() => AnswerBatch.Create([], 0, CPU));
    }

    [Fact]
    public void Dispose_Batch_ReleasesItsTensors()
    {
        AnswerBatch batch = AnswerBatch.Create([new([1], [2])], 0, CPU);
        batch.Dispose();
        Assert.True(batch.Targets.IsInvalid && batch.PromptEnds.IsInvalid && batch.Sequence.TokenIds.IsInvalid);
    }
}
