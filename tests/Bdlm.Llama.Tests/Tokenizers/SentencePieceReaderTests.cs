using Bdlm.Testing;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Llama.Tokenizers;

public class SentencePieceReaderTests
{
    [Fact]
    public void Read_Tok512_KnowsItsControlTokens()
    {
        SentencePieceTokenizer tokenizer = SentencePieceReader.Read(RealData.Require("llama/tok512.model"));

        Assert.Equal((0, 1, 2), (tokenizer.UnknownId, tokenizer.BeginningOfSentenceId, tokenizer.EndOfSentenceId));
        Assert.Equal(512, tokenizer.Vocabulary.Count);
        Assert.Equal("Lily was sad.", tokenizer.Decode(tokenizer.EncodeToIds("Lily was sad.", false, false)));
        Assert.DoesNotContain(1, tokenizer.EncodeToIds("Lily was sad."));
    }

    [Fact]
    public void Read_MissingFile_SaysPath() => Assert.Equal(
        "There is no tokenizer at nowhere.model. Give the path of a SentencePiece tokenizer.model.",
        Assert.Throws<FileNotFoundException>(() => SentencePieceReader.Read("nowhere.model")).Message);

    [Fact]
    public void Read_UnigramModel_Refuses()
    {
        byte[] bytes = File.ReadAllBytes(RealData.Require("llama/tok512.model"));
        // Field 3 (model_type) of the trainer's settings, before field 4 (vocab_size 512): 2 is BPE, 1 is Unigram.
        int field = bytes.AsSpan().IndexOf((byte[])[0x18, 0x02, 0x20, 0x80, 0x04]);
        bytes[field + 1] = 1;

        AssertRefused(bytes);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1 })]
    public void Read_NoModel_Refuses(byte[] bytes) => AssertRefused(bytes);

    private static void AssertRefused(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            string message = Assert.Throws<InvalidDataException>(() => SentencePieceReader.Read(path)).Message;
            Assert.StartsWith($"{path} ({bytes.Length} bytes) cannot be read as a SentencePiece model of the type BPE: ", message, StringComparison.Ordinal);
            Assert.EndsWith("Give the tokenizer.model that came with the checkpoint.", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
