using Bdlm.Data;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using FsCheck.Xunit;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Prompts;

public sealed class PromptEncoderTests
{
    private static readonly ItemCatalog Catalog = new(
    [
        new("Heat (1995)", ["Action", "Crime"]),
        new("Toy Story", ["Comedy"]),
        new("Best of <iid0>", []),
        new("Alien", ["Horror"]),
    ]);

    private static readonly ExtendedTokenizer Llama = new(TinyTokenizers.SentencePiece(), new EntityVocabulary(TinyTokenizers.SentencePieceSize, 2, 4));

    [Fact]
    public void Encode_DefaultInteraction_ReadsAsTheTemplate()
    {
        int[] ids = new PromptEncoder(Llama, Catalog, new PromptOptions()).Encode(new InteractionPrompt(1, [0, 1], 3));
        Assert.Equal("User<uid1> liked<iid0> Heat (1995);<iid1> Toy Story. Will the user like<iid3> Alien? Answer:", Llama.Decode(ids));
    }

    [Fact]
    public void Encode_DefaultTopK_ReadsAsTheTemplate()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions { Titles = false });
        Assert.Equal("User<uid0> liked<iid0>;<iid1>. Next item:", Llama.Decode(encoder.Encode(new TopKPrompt(0, [0, 1]))));
        Assert.Equal("User<uid0> liked<iid0>. Candidates:<iid3>;<iid2>. Next item:", Llama.Decode(encoder.Encode(new TopKPrompt(0, [0], [3, 2]))));
    }

    [Fact]
    public void Encode_TextOnly_HasNoEntityToken()
    {
        int[] ids = new PromptEncoder(Llama, Catalog, PromptOptions.TextOnly with { Categories = true }).Encode(new InteractionPrompt(1, [2, 0], 1));
        Assert.Equal("User liked Best of <iid0>; Heat (1995) (Action, Crime). Will the user like Toy Story (Comedy)? Answer:", Llama.DecodeText(ids));
        Assert.DoesNotContain(ids, id => id >= Llama.Vocabulary.BaseVocabularySize);
    }

    [Fact]
    public void Encode_EmptyHistory_SaysSo()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions { Titles = false });
        Assert.Equal("User<uid0> liked nothing. Next item:", Llama.Decode(encoder.Encode(new TopKPrompt(0, []))));
    }

    [Fact]
    public void Encode_OwnTemplate_FillsTitleAndCategories()
    {
        var options = new PromptOptions { InteractionTemplate = new PromptTemplate("{title}|{title} {categories} {item}?"), Titles = false };
        int[] ids = new PromptEncoder(Llama, Catalog, options).Encode(new InteractionPrompt(1, [], 0));
        Assert.Equal("Heat (1995)|Heat (1995) (Action, Crime)<iid0>?", Llama.DecodeText(ids));
    }

    [Fact]
    public void Encode_BeginToken_StandsOnceAndFirst()
    {
        var addsBegin = new ExtendedTokenizer(TinyTokenizers.SentencePiece(addBegin: true), Llama.Vocabulary);
        int[] with = new PromptEncoder(addsBegin, Catalog, new PromptOptions { BeginToken = 1 }).Encode(new InteractionPrompt(1, [0, 1], 3));
        int[] without = new PromptEncoder(Llama, Catalog, new PromptOptions()).Encode(new InteractionPrompt(1, [0, 1], 3));
        Assert.Equal([1, .. without], with);
    }

    [Fact]
    public void Encode_Title_HasTheSameIdsWhereverItStands()
    {
        IReadOnlyList<int> title = Llama.EncodeText(" Toy Story", continues: true);
        int[] ids = new PromptEncoder(Llama, Catalog, new PromptOptions()).Encode(new InteractionPrompt(1, [1, 0, 1], 1));
        int found = Enumerable.Range(0, ids.Length - title.Count + 1).Count(start => ids.AsSpan(start, title.Count).SequenceEqual(title.ToArray()));
        Assert.Equal(3, found);
    }

    [Fact]
    public void Encode_TitleLikeAToken_AddsNoEntity()
    {
        int[] ids = new PromptEncoder(Llama, Catalog, new PromptOptions { UserToken = false }).Encode(new InteractionPrompt(0, [], 2));
        Assert.Equal([Llama.Vocabulary.ItemToken(2)], ids.Where(id => id >= Llama.Vocabulary.BaseVocabularySize));
    }

    [Fact]
    public void Encode_LongHistory_ShowsTheNewest()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions { Titles = false, MaxHistory = 2 });
        Assert.Equal("User<uid0> liked<iid2>;<iid3>. Next item:", Llama.Decode(encoder.Encode(new TopKPrompt(0, [0, 1, 2, 3]))));
    }

    [Property(MaxTest = 100)]
    public void Encode_AnyMaxLength_KeepsAllButTheOldestHistory(int seed)
    {
        var random = new Random(seed);
        int[] history = [.. Enumerable.Range(0, random.Next(10)).Select(_ => random.Next(4))];
        var prompt = new InteractionPrompt(0, history, 3);
        int[] full = new PromptEncoder(Llama, Catalog, new PromptOptions()).Encode(prompt);
        int[] none = new PromptEncoder(Llama, Catalog, new PromptOptions()).Encode(prompt with { History = [] });
        int limit = random.Next(none.Length, Math.Max(full.Length, none.Length) + 1);
        int[] ids = new PromptEncoder(Llama, Catalog, new PromptOptions { MaxLength = limit }).Encode(prompt);
        int[] best = Enumerable.Range(0, history.Length + 1).Reverse()
            .Select(kept => new PromptEncoder(Llama, Catalog, new PromptOptions()).Encode(prompt with { History = history[^kept..] }))
            .First(candidate => candidate.Length <= limit);
        Assert.Equal(best, ids);
    }

    [Fact]
    public void Encode_TooLongWithoutHistory_IsRefused()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions { MaxLength = 5 });
        var error = Assert.Throws<ArgumentException>(() => encoder.Encode(new InteractionPrompt(1, [0], 3)));
        Assert.Matches("^the prompt \"User .* for user 1 has \\d+ tokens without any history; expected at most 5. Raise MaxLength", error.Message);
    }

    [Fact]
    public void Encode_UnknownUserOrItem_IsNamed()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions());
        Assert.Contains("user is 2; expected a dense id in [0, 2)", Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(new TopKPrompt(2, []))).Message, StringComparison.Ordinal);
        Assert.Contains("item is 9; expected a dense id in [0, 4)", Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(new TopKPrompt(1, [9]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_MoreItemsThanTokens_IsRefused()
    {
        var small = new ExtendedTokenizer(Llama.BaseTokenizer, new EntityVocabulary(Llama.Vocabulary.BaseVocabularySize, 2, 3));
        var error = Assert.Throws<ArgumentException>(() => new PromptEncoder(small, Catalog, new PromptOptions()));
        Assert.StartsWith("catalog holds 4 items, but the vocabulary has tokens for 3; expected a token for each. Extend the vocabulary, or turn ItemTokens off.", error.Message, StringComparison.Ordinal);
        _ = new PromptEncoder(small, Catalog, PromptOptions.TextOnly);
    }

    [Fact]
    public void Constructor_BadBeginToken_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new PromptEncoder(Llama, Catalog, new PromptOptions { BeginToken = 99999 }));
        Assert.StartsWith("BeginToken is 99999; expected an id in [0, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void YesToken_AfterColon_IsTheWordWithItsSpace()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions());
        Assert.Equal((Id("▁Yes"), Id("▁No")), (encoder.YesToken, encoder.NoToken));
        var without = new PromptEncoder(Llama, Catalog, new PromptOptions { YesAnswer = "Yes", NoAnswer = "No" });
        Assert.Equal((Id("Yes"), Id("No")), (without.YesToken, without.NoToken));
    }

    [Fact]
    public void YesToken_SeveralTokens_IsRefused()
    {
        var encoder = new PromptEncoder(Llama, Catalog, new PromptOptions { YesAnswer = " Sure" });
        var error = Assert.Throws<InvalidOperationException>(() => encoder.YesToken);
        Assert.StartsWith("the answer \" Sure\" is 5 tokens (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void YesToken_MeltsIntoThePromptsEnd_IsRefused()
    {
        var options = new PromptOptions { InteractionTemplate = new PromptTemplate("{item}? Y"), YesAnswer = "e", NoAnswer = "z" };
        var error = Assert.Throws<InvalidOperationException>(() => new PromptEncoder(Llama, Catalog, options).YesToken);
        Assert.StartsWith("the answer \"e\" melts into the prompt's end \"? Y\": tokens ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void YesToken_SameTokenTwice_IsRefused()
    {
        var tokenizer = new ExtendedTokenizer(TinyTokenizers.WordPiece(), new EntityVocabulary(TinyTokenizers.WordPieceWords.Count, 2, 4));
        var encoder = new PromptEncoder(tokenizer, Catalog, new PromptOptions { YesAnswer = " Yes", NoAnswer = " YES" });
        var error = Assert.Throws<InvalidOperationException>(() => encoder.NoToken);
        Assert.StartsWith("YesAnswer \" Yes\" and NoAnswer \" YES\" are both token 9; expected different ones.", error.Message, StringComparison.Ordinal);
    }

    private static int Id(string piece) => ((LlamaTokenizer)Llama.BaseTokenizer).Vocabulary[piece];
}
