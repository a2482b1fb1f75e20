using Bdlm.Tokens;

namespace Bdlm.Lab.Backbone;

public sealed class AnswerWordsTests
{
    [Fact]
    public void For_ATokenizerThatKnowsTheWords_TakesYesAndNo() =>
        Assert.Equal(AnswerWords.English, AnswerWords.For(BytePairTrainer.Train([.. Enumerable.Repeat("Answer: Yes", 9), .. Enumerable.Repeat("Answer: No", 9)], 300), 300));

    [Fact]
    public void For_ATokenizerOfBytes_TakesLetters()
    {
        AnswerWords words = AnswerWords.For(BytePairTrainer.Train([], 257), 257);
        Assert.Equal(new AnswerWords("Y", "N"), words);
        Assert.Equal(("Y", "N"), (words.Of(true), words.Of(false)));
    }

    [Fact]
    public void For_TheTokensOfAPrompt_AreThoseThatFollowIt()
    {
        var tokenizer = BytePairTrainer.Train([.. Enumerable.Repeat("Answer: Yes", 9), .. Enumerable.Repeat("Answer: No", 9)], 300);
        AnswerWords words = AnswerWords.For(tokenizer, 300);
        var extended = new ExtendedTokenizer(tokenizer, new EntityVocabulary(300, 0, 0));
        Assert.NotEqual(extended.SingleToken(words.Yes), extended.SingleToken(words.No));
    }
}
