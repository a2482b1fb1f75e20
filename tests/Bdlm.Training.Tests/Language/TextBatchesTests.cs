using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class TextBatchesTests
{
    [Fact]
    public void Compute_OneText_PredictsEveryTokenButTheFirst()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        int[] text = [10, 20, 30];
        var batches = new TextBatches(side.Model, [text], batchSize: 4, seed: 1, CPU);
        PromptBatch whole = PromptBatch.Create([text], 0, CPU);
        Tensor logits = side.Model.Logits(side.Model.Encode(whole)[0]).log_softmax(1);
        double expected = -(logits[0, 20].item<float>() + logits[1, 30].item<float>()) / 2;
        Assert.Equal(expected, batches.Compute(0, 0).Loss.item<float>(), 4);
    }

    [Fact]
    public void Constructor_TextOfOneToken_Throws()
    {
        using var side = new TinyLanguage();
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new TextBatches(side.Model, [[1, 2], [3]], 2, 1, CPU));
        Assert.Contains("texts[1] has 1 token(s); expected at least 2. Leave it out.", fault.Message);
    }

    [Fact]
    public void Constructor_NoText_Throws()
    {
        using var side = new TinyLanguage();
        Assert.Contains("texts is empty", Assert.Throws<ArgumentException>(() => new TextBatches(side.Model, [], 2, 1, CPU)).Message);
    }
}
