using Bdlm.Llama.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Llama;

public class LlamaErrorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly LlamaForCausalLM _model = TestModels.Create();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Encode_WrongWidth_SaysShapes() => AssertMessage(
        "inputEmbeddings has shape [2, 3, 15]; expected [batch, length, 16]. Look token ids up with Embed first.",
        () => _model.Encode(zeros(2, 3, 15), TestModels.AllReal(2, 3)));

    [Fact]
    public void Encode_WrongDtype_SaysBoth() => AssertMessage(
        "inputEmbeddings has dtype Float64; expected Float32, as the word embeddings. Convert it with .to(ScalarType.Float32).",
        () => _model.Encode(zeros(2, 3, 16, ScalarType.Float64), TestModels.AllReal(2, 3)));

    [Fact]
    public void Encode_TooLong_SaysLimit() => AssertMessage(
        "inputEmbeddings holds 2 sequence(s) of 41 token(s); expected at least one of 1 to 40 tokens. Shorten the longest sequence.",
        () => _model.Encode(zeros(2, 41, 16), TestModels.AllReal(2, 41)));

    [Fact]
    public void Encode_MaskOfOtherShape_SaysShapes() => AssertMessage(
        "attentionMask has shape [2, 4]; expected [2, 3], one value a token. Build it from the same batch.",
        () => _model.Encode(zeros(2, 3, 16), TestModels.AllReal(2, 4)));

    [Fact]
    public void Encode_MaskOfNumbers_SaysDtype() => AssertMessage(
        "attentionMask has dtype Int64; expected Bool, true at real tokens. Convert it with .to(ScalarType.Bool).",
        () => _model.Encode(zeros(2, 3, 16), ones(2, 3, ScalarType.Int64)));

    [Fact]
    public void Embed_FlatIds_SaysShape() => AssertMessage(
        "tokenIds has shape [3]; expected [batch, length]. Add the batch dimension with unsqueeze(0).",
        () => _model.Embed(zeros(3, ScalarType.Int64)));

    [Fact]
    public void Embed_SmallIntegers_SaysDtype() => AssertMessage(
        "tokenIds has dtype Int32; expected Int64. Convert it with .to(ScalarType.Int64).",
        () => _model.Embed(zeros(1, 3, ScalarType.Int32)));

    [Theory]
    [InlineData(31)]
    [InlineData(-1)]
    public void Embed_UnknownWord_SaysRange(long token) => AssertMessage(
        $"tokenIds holds {token}; expected values in [0, 31). Does the tokenizer belong to this model?",
        () => _model.Embed(tensor(new[] { 0, token }, [1, 2])));

    [Fact]
    public void Score_WrongWidth_SaysShapes() => AssertMessage(
        "hidden has shape [2, 15]; expected […, 16]. Pass what Encode returned.",
        () => _model.Score(zeros(2, 15)));

    [Fact]
    public void Create_FaultyConfig_SaysFaults() => AssertMessage(
        "The Llama configuration has 1 fault(s): LayerCount is 0; expected at least 1.",
        () => LlamaForCausalLM.Create(TestModels.Config() with { LayerCount = 0 }, seed: 1));

    private static void AssertMessage(string expected, Func<object> action) =>
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
