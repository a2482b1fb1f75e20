using Bdlm.Llama.Tokenizers;
using Bdlm.Testing;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Llama.Generation;

public class TokenTextStreamTests
{
    [Theory]
    [InlineData("Once upon a time, there was a little girl named Lily. She loved to play outside.")]
    [InlineData("naïve café — “quotes” 日本語 🎈🎈 end")]
    [InlineData("  two spaces\n\nand lines")]
    public void Append_TokenByToken_JoinsToTheWholeText(string expected)
    {
        SentencePieceTokenizer tokenizer = SentencePieceReader.Read(RealData.Require("llama/tokenizer.model"));
        var stream = new TokenTextStream(tokenizer);

        string text = string.Concat(tokenizer.EncodeToIds(expected, false, false).Select(stream.Append));

        Assert.Equal(expected, text);
    }

    [Fact]
    public void Append_AfterAPrompt_ContinuesWithItsSpace()
    {
        SentencePieceTokenizer tokenizer = SentencePieceReader.Read(RealData.Require("llama/tokenizer.model"));
        IReadOnlyList<int> prompt = tokenizer.EncodeToIds("Once upon", true, false);
        IReadOnlyList<int> whole = tokenizer.EncodeToIds("Once upon a time", true, false);
        var stream = new TokenTextStream(tokenizer, prompt);

        Assert.Equal(" a time", string.Concat(whole.Skip(prompt.Count).Select(stream.Append)));
    }

    [Fact]
    public void Append_BytesOfOneCharacter_WaitsForTheLast()
    {
        SentencePieceTokenizer tokenizer = SentencePieceReader.Read(RealData.Require("llama/tokenizer.model"));
        var stream = new TokenTextStream(tokenizer, tokenizer.EncodeToIds("a", false, false));
        byte[] balloon = [0xF0, 0x9F, 0x8E, 0x88];

        string[] texts = [.. balloon.Select(value => stream.Append(3 + value))]; // byte pieces follow the three control pieces

        Assert.Equal(["", "", "", "\U0001F388"], texts);
    }
}
