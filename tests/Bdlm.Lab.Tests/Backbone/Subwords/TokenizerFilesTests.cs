using Bdlm.Lab.Backbone.Texts;
using Bdlm.Llama.Tokenizers;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Backbone.Subwords;

public sealed class TokenizerFilesTests : IDisposable
{
    private static readonly string[] Texts = [.. CatalogueCorpus.Create(TinyBackbone.Catalog, "film", 0.1, seed: 1).Training.Select(sentence => sentence.Text)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Dusty Saddle is a western film.")]
    [InlineData("Amélie (2001); L'Été meurtrier")]
    [InlineData("千と千尋の神隠し 🎬")]
    [InlineData("  two  spaces\tand\r\nlines ")]
    [InlineData("")]
    public void Write_ThenRead_GivesTheIdsOfTheTokenizerInMemory(string text)
    {
        LoadedTokenizer read = WriteAndRead();
        BpeTokenizer expected = BytePairTrainer.Train(Texts, 600);
        Assert.Equal(expected.EncodeToIds(text), read.Tokenizer.EncodeToIds(text));
        Assert.Equal(text, read.Tokenizer.Decode(read.Tokenizer.EncodeToIds(text)));
    }

    [Fact]
    public void Write_ThenRead_BeginsAndEndsTextsWithTokenZero()
    {
        LoadedTokenizer read = WriteAndRead();
        Assert.Equal([0], read.TokensBefore);
        Assert.Empty(read.TokensAfter);
        Assert.Equal((0, 0), (read.SpecialTokens.Begin, read.SpecialTokens.End));
        Assert.Equal(BytePairTrainer.Learn(Texts, 600).Tokens.Count, read.VocabularySize);
        Assert.Null(read.Entities);
    }

    private LoadedTokenizer WriteAndRead()
    {
        TokenizerFiles.Write(BytePairTrainer.Learn(Texts, 600), _folder.FullPath);
        return TokenizerFolder.Read(_folder.FullPath);
    }
}
