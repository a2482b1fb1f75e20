using Bdlm.Testing.Language;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>The contract refuses models that published ports resemble.</summary>
public sealed class CausalLanguageModelContractTests
{
    [Fact]
    public void Contract_MaskIgnored_Fails()
    {
        var contract = new Contract((model, x, mask) => model.Encode(x, mask.logical_or(true)));
        Assert.Contains("states differ by", Fault(() => contract.Encode_OtherContentAtPadding_SameRealStates(PaddingSide.Left)), StringComparison.Ordinal);
        Assert.Contains("count positions over real tokens only", Fault(() => contract.Encode_Padded_SameAsWithoutPadding(PaddingSide.Left)), StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_LaterTokensSeen_Fails()
    {
        var contract = new Contract((model, x, mask) => model.Encode(x, mask) + x.mean([1], keepdim: true));
        Assert.Contains("apply the causal mask", Fault(contract.Encode_LaterTokensChanged_EarlierStatesStay), StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_PositionsCountPadding_Fails()
    {
        var contract = new Contract((model, x, mask) => model.Encode(x, mask) + arange(x.shape[1], dtype: x.dtype).reshape(1, -1, 1));
        Assert.Contains("count positions over real tokens only", Fault(() => contract.Encode_Padded_SameAsWithoutPadding(PaddingSide.Left)), StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_NaNAtPadding_Fails()
    {
        var contract = new Contract((model, x, mask) => model.Encode(x, mask).masked_fill(mask.logical_not().unsqueeze(2), double.NaN));
        Assert.Contains("let a padding token attend to itself", Fault(() => contract.Encode_Padded_IsFiniteAtPadding(PaddingSide.Right)), StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_EmbeddingsDetached_Fails()
    {
        var contract = new Contract((model, x, mask) => model.Encode(x.detach(), mask));
        Fault(contract.Encode_Backward_ReachesEmbeddings);
    }

    [Fact]
    public void Contract_ContextIgnored_Fails()
    {
        var contract = new Contract((_, x, _) => x * 1);
        Assert.Contains("attend to the context", Fault(contract.Encode_EarlierTokenChanged_LaterStatesChange), StringComparison.Ordinal);
        Fault(contract.Encode_WrongShapes_AreRefused);
        Fault(contract.Encode_TooLong_IsRefused);
    }

    [Fact]
    public void Contract_NeighboursMixed_Fails()
    {
        var contract = new Contract((model, x, mask) => model.Encode(x, mask) - x.mean([0], keepdim: true));
        Assert.Contains("depend on its neighbours", Fault(contract.Encode_BatchOfOne_SameAsInBatch), StringComparison.Ordinal);
    }

    private static string Fault(Action fact) => Assert.ThrowsAny<Exception>(fact).Message;

    private sealed class Contract(Func<ICausalLanguageModel, Tensor, Tensor, Tensor> encode) : CausalLanguageModelContract
    {
        protected override ICausalLanguageModel CreateModel() => new BrokenLanguageModel(new TinyCausalLanguageModel(), encode);
    }
}
