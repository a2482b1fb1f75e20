using Bdlm.Language;
using static TorchSharp.torch;

namespace Bdlm.Testing.Language;

/// <summary>
/// What every <see cref="ICausalLanguageModel"/> must hold to. A port of one's own language model shows that it fits by deriving a test class
/// and giving a small model: <c>public sealed class MyLlamaTests : CausalLanguageModelContract { protected override
/// ICausalLanguageModel CreateModel() =&gt; … }</c>. It catches the ways in which published ports differ: no padding mask, positions that count
/// padding, attention to later tokens, gradients that do not reach the input embeddings, states before the final norm's shape.
/// </summary>
/// <remarks>Models are compared in evaluation mode. Make <see cref="CreateModel"/> give a small one: each test makes it anew.</remarks>
public abstract class CausalLanguageModelContract
{
    private const int Length = 6;
    private const int Padding = 3;

    /// <summary>How far two computations of the same state may differ, absolutely. Default 1e-4: float32, sums in another order. Raise it for half precision.</summary>
    protected virtual double Tolerance => 1e-4;

    /// <summary>Makes a model with fixed weights, on the CPU; hidden states should be of the order of 1. The test disposes of its module.</summary>
    protected abstract ICausalLanguageModel CreateModel();

    /// <summary>Hidden states have the embeddings' shape and dtype, and are finite.</summary>
    [Fact]
    public void Encode_Embeddings_GivesStatesOfSameShape() => Run((model, embeddings) =>
    {
        Tensor hidden = model.Encode(embeddings, Real(embeddings));
        Assert.Equal(embeddings.shape, hidden.shape);
        Assert.Equal(embeddings.dtype, hidden.dtype);
        Assert.True(isfinite(hidden).all().item<bool>(), "Encode gave NaN or infinite states for real tokens.");
    });

    /// <summary>Sizes agree with the tables, and the longest sequence is positive.</summary>
    [Fact]
    public void Tables_OfModel_HaveOneRowPerWord() => Run((model, _) =>
    {
        long[] expected = [model.VocabularySize, model.HiddenSize];
        Assert.Equal(expected, model.WordEmbeddings.shape);
        Assert.Equal(expected, model.OutputRows.shape);
        Assert.True(model.MaxLength > 0, $"MaxLength is {model.MaxLength}; expected more than 0.");
    });

    /// <summary>The tables are parameters of the module, so that they are saved, moved and trained.</summary>
    [Fact]
    public void Tables_OfModel_AreParametersOfItsModule() => Run((model, _) =>
    {
        IntPtr[] owned = [.. model.Module.parameters().Select(p => p.Handle)];
        Assert.True(owned.Contains(model.WordEmbeddings.Handle), "WordEmbeddings is not among Module.parameters(): register it.");
        Assert.True(owned.Contains(model.OutputRows.Handle), "OutputRows is not among Module.parameters(): register it.");
    });

    /// <summary>What stands at padding changes no state of a real token, on neither side.</summary>
    [Theory]
    [InlineData(PaddingSide.Right)]
    [InlineData(PaddingSide.Left)]
    public void Encode_OtherContentAtPadding_SameRealStates(PaddingSide side) => Run((model, embeddings) =>
    {
        (Tensor quiet, Tensor mask) = Pad(embeddings, side, 0);
        (Tensor loud, _) = Pad(embeddings, side, 5);
        AssertSame(RealPart(model.Encode(quiet, mask), side), RealPart(model.Encode(loud, mask), side), "the content of padding leaks into real tokens; apply the attention mask");
    });

    /// <summary>States do not depend on whether and where a sequence is padded: positions count real tokens only.</summary>
    [Theory]
    [InlineData(PaddingSide.Right)]
    [InlineData(PaddingSide.Left)]
    public void Encode_Padded_SameAsWithoutPadding(PaddingSide side) => Run((model, embeddings) =>
    {
        (Tensor padded, Tensor mask) = Pad(embeddings, side, 0);
        Tensor alone = model.Encode(embeddings, Real(embeddings));
        AssertSame(alone, RealPart(model.Encode(padded, mask), side), $"padding on the {side} changes real tokens; count positions over real tokens only");
    });

    /// <summary>Padding gives finite states: a NaN there would spoil sums and gradients.</summary>
    [Theory]
    [InlineData(PaddingSide.Right)]
    [InlineData(PaddingSide.Left)]
    public void Encode_Padded_IsFiniteAtPadding(PaddingSide side) => Run((model, embeddings) =>
    {
        (Tensor padded, Tensor mask) = Pad(embeddings, side, 0);
        Assert.True(isfinite(model.Encode(padded, mask)).all().item<bool>(), "Encode gave NaN or infinite states at padding; let a padding token attend to itself.");
    });

    /// <summary>Later tokens change no earlier state.</summary>
    [Fact]
    public void Encode_LaterTokensChanged_EarlierStatesStay() => Run((model, embeddings) =>
    {
        Tensor changed = embeddings.clone();
        changed.narrow(1, 4, Length - 4).add_(1.5);
        Tensor before = model.Encode(embeddings, Real(embeddings)).narrow(1, 0, 4);
        Tensor after = model.Encode(changed, Real(changed)).narrow(1, 0, 4);
        AssertSame(before, after, "a token sees later tokens; apply the causal mask");
    });

    /// <summary>Earlier tokens do change later states: the model reads its context.</summary>
    [Fact]
    public void Encode_EarlierTokenChanged_LaterStatesChange() => Run((model, embeddings) =>
    {
        Tensor changed = embeddings.clone();
        changed.narrow(1, 0, 1).neg_();
        Tensor difference = (model.Encode(embeddings, Real(embeddings)) - model.Encode(changed, Real(changed))).narrow(1, Length - 1, 1);
        Assert.True(difference.abs().max().to(ScalarType.Float64).item<double>() > 0, "the last state does not depend on the first token; attend to the context.");
    });

    /// <summary>A sequence has the same states alone and in a batch.</summary>
    [Fact]
    public void Encode_BatchOfOne_SameAsInBatch() => Run((model, embeddings) =>
    {
        Tensor together = model.Encode(embeddings, Real(embeddings));
        for (int row = 0; row < embeddings.shape[0]; row++)
        {
            Tensor one = embeddings.narrow(0, row, 1);
            AssertSame(together.narrow(0, row, 1), model.Encode(one, Real(one)), "a sequence's states depend on its neighbours in the batch");
        }
    });

    /// <summary>The gradient of a state reaches every embedding that it can see, and no padding.</summary>
    [Fact]
    public void Encode_Backward_ReachesEmbeddings() => Run((model, embeddings) =>
    {
        (Tensor padded, Tensor mask) = Pad(embeddings, PaddingSide.Right, 0);
        Tensor input = padded.detach().requires_grad_(true);
        Tensor weights = arange(input.shape[2], dtype: ScalarType.Float32).cos().to(input.dtype);
        (model.Encode(input, mask).narrow(1, Length - 1, 1) * weights).sum().backward();
        Assert.True(input.grad is not null, "no gradient reaches inputEmbeddings; do not detach them.");
        Tensor sizes = input.grad!.abs().sum(-1).to(ScalarType.Float64);
        Assert.True(sizes.narrow(1, 0, Length).min().item<double>() > 0, "the gradient does not reach every token's embedding.");
        Assert.True(sizes.narrow(1, Length, Padding).max().item<double>() <= Tolerance, "the gradient reaches padding.");
    });

    /// <summary>Embeddings of another width and masks of another shape are refused, before native code aborts or answers with nonsense.</summary>
    [Fact]
    public void Encode_WrongShapes_AreRefused() => Run((model, embeddings) =>
    {
        Tensor mask = Real(embeddings);
        Tensor wide = cat([embeddings, embeddings], 2);
        Assert.ThrowsAny<ArgumentException>(() => model.Encode(wide, mask));
        Assert.ThrowsAny<ArgumentException>(() => model.Encode(embeddings.narrow(0, 0, 1).squeeze(0), mask));
        Assert.ThrowsAny<ArgumentException>(() => model.Encode(embeddings, mask.narrow(1, 0, Length - 1)));
        Assert.ThrowsAny<ArgumentException>(() => model.Encode(embeddings, mask.narrow(0, 0, 1)));
    });

    /// <summary>Sequences longer than <see cref="ICausalLanguageModel.MaxLength"/> are refused. Skipped where that is more than 8,192.</summary>
    [Fact]
    public void Encode_TooLong_IsRefused() => Run((model, embeddings) =>
    {
        Assert.SkipWhen(model.MaxLength > 8192, $"MaxLength is {model.MaxLength}: give the contract a model with a shorter one.");
        Tensor tooLong = zeros(1, model.MaxLength + 1, model.HiddenSize, dtype: embeddings.dtype);
        Assert.ThrowsAny<ArgumentException>(() => model.Encode(tooLong, Real(tooLong)));
    });

    private static Tensor Real(Tensor embeddings) => ones(embeddings.shape[0], embeddings.shape[1], dtype: ScalarType.Bool);

    private static Tensor RealPart(Tensor hidden, PaddingSide side) => hidden.narrow(1, side == PaddingSide.Left ? Padding : 0, Length);

    private static (Tensor Embeddings, Tensor Mask) Pad(Tensor embeddings, PaddingSide side, double content)
    {
        Tensor filling = full([embeddings.shape[0], Padding, embeddings.shape[2]], content, dtype: embeddings.dtype);
        Tensor none = zeros(embeddings.shape[0], Padding, dtype: ScalarType.Bool);
        return side == PaddingSide.Left
            ? (cat([filling, embeddings], 1), cat([none, Real(embeddings)], 1))
            : (cat([embeddings, filling], 1), cat([Real(embeddings), none], 1));
    }

    private void Run(Action<ICausalLanguageModel, Tensor> test)
    {
        using var scope = NewDisposeScope();
        ICausalLanguageModel model = CreateModel();
        using nn.Module module = model.Module;
        module.eval();
        Tensor words = arange(Length * 3, dtype: ScalarType.Int64) * 7 % model.VocabularySize;
        test(model, model.WordEmbeddings.detach().index_select(0, words).reshape(3, Length, model.HiddenSize));
    }

    private void AssertSame(Tensor expected, Tensor actual, string fault)
    {
        double difference = (expected - actual).abs().max().to(ScalarType.Float64).item<double>();
        Assert.True(difference <= Tolerance, $"states differ by {difference}: {fault}.");
    }
}
