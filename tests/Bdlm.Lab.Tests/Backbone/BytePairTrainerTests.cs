using System.Text;
using Bdlm.Data;
using Bdlm.Lab.Backbone.Texts;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.World;
using Bdlm.Tokens;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Backbone;

public sealed class BytePairTrainerTests
{
    private static readonly BpeTokenizer Tokenizer = BytePairTrainer.Train(
        [.. CatalogueCorpus.Create(new ItemCatalog(FilmTitles.Create(60, new System.Random(1)).Films), "film", 0.1, seed: 1).Training.Select(sentence => sentence.Text), .. Enumerable.Repeat(PromptSettings.Words(new LabScale()), 60).SelectMany(words => words)],
        vocabularySize: 500);

    [Fact]
    public void Train_FewWords_MergesTheMostFrequentPairFirst()
    {
        // "ab" once, " ab" once, " cd" twice: a·b, c·d and Ġ·c stand twice, and a·b sorts first; then c·d before Ġ·c.
        BpeTokenizer tokenizer = BytePairTrainer.Train(["ab cd ab cd"], vocabularySize: 1000);
        Assert.Equal(0, tokenizer.Vocabulary[BytePairTrainer.BeginText]);
        Assert.Equal(257, tokenizer.Vocabulary["ab"]);
        Assert.Equal(258, tokenizer.Vocabulary["cd"]);
        Assert.Equal(259, tokenizer.Vocabulary["Ġcd"]);
        // No pair is left that occurs twice.
        Assert.Equal(260, tokenizer.Vocabulary.Count);
        Assert.Equal([257, 259, 259], tokenizer.EncodeToIds("ab cd cd"));
    }

    [Fact]
    public void Train_IdsOfBytes_FollowTheBeginToken()
    {
        for (int value = 0; value < 256; value++)
        {
            Assert.Equal(1 + value, Tokenizer.Vocabulary[ByteAlphabet.Letters[value]]);
        }

        Assert.Equal(Enumerable.Range(0, 500), Tokenizer.Vocabulary.Values.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Train_NoRoomForMerges_HasTheBytesAlone(int vocabularySize)
    {
        BpeTokenizer tokenizer = BytePairTrainer.Train(["ab ab ab"], vocabularySize);
        Assert.Equal(257, tokenizer.Vocabulary.Count);
        Assert.Equal("ab", tokenizer.Decode(tokenizer.EncodeToIds("ab")));
    }

    [Fact]
    public void Train_NoText_HasTheBytesAlone() => Assert.Equal(257, BytePairTrainer.Train([], 500).Vocabulary.Count);

    [Fact]
    public void Train_TextsInAnotherOrder_GivesTheSameTokens()
    {
        string[] texts = ["the cat sat", "on the mat", "the dog sat", "on the log"];
        BpeTokenizer forwards = BytePairTrainer.Train(texts, 300);
        BpeTokenizer backwards = BytePairTrainer.Train(texts.Reverse(), 300);
        Assert.Equal(forwards.Vocabulary.OrderBy(entry => entry.Value), backwards.Vocabulary.OrderBy(entry => entry.Value));
    }

    [Theory]
    [InlineData("Toy Story (1995)")]
    [InlineData("Amélie (2001); L'Été meurtrier")]
    [InlineData("千と千尋の神隠し")]
    [InlineData("🎬 e\u0301 ﷽ \u200b")]
    [InlineData("  two  spaces\tand\r\nlines ")]
    [InlineData("<s> <iid5> &amp; \\")]
    [InlineData("")]
    public void Encode_AnyText_DecodesToItself(string text)
    {
        IReadOnlyList<int> ids = Tokenizer.EncodeToIds(text);
        Assert.Equal(text, Tokenizer.Decode(ids));
        Assert.DoesNotContain(BytePairTrainer.BeginToken, ids);
    }

    [Property]
    public bool Encode_RandomText_DecodesToItself(NonNull<string> text)
    {
        // Half of a surrogate pair has no UTF-8.
        string valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
        return Tokenizer.Decode(Tokenizer.EncodeToIds(valid)) == valid;
    }

    [Theory]
    [InlineData(" Yes")]
    [InlineData(" No")]
    public void Encode_AnswersOfThePrompts_AreSingleTokens(string answer)
    {
        int token = new ExtendedTokenizer(Tokenizer, new EntityVocabulary(500, 3, 3)).SingleToken(answer);
        Assert.Equal(answer, Tokenizer.Decode([token]));
    }
}
