using Bdlm.Testing.Language;
using FsCheck.Xunit;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Tokens;

public sealed class ExtendedTokenizerTests
{
    private static readonly int Words = TinyTokenizers.SentencePieceSize;
    private static readonly ExtendedTokenizer Llama = OnSentencePiece();
    private static readonly ExtendedTokenizer Bytes = new(TinyTokenizers.ByteLevelBpe(), new EntityVocabulary(TinyTokenizers.ByteLevelBpeSize(), 3, 5, ["<x>"]));

    [Fact]
    public void Encode_EntitiesAndReserved_GetTheirIds()
    {
        Assert.Equal([Words + 1 + 2, Words, Words + 1 + 3 + 4], Llama.Encode("<uid2><x><iid4>"));
    }

    [Fact]
    public void Encode_TextAroundEntities_KeepsItsPlace()
    {
        int like = Id("▁like");
        Assert.Equal([like, Item(1), like, Item(0), Id("Yes")], Llama.Encode("like<iid1> like<iid0>Yes"));
    }

    [Fact]
    public void Encode_TextBeginsWithEntity_GetsNoDummyPrefixBehindIt()
    {
        Assert.Equal([Item(1), Id("Yes")], Llama.Encode("<iid1>Yes"));
        Assert.Equal([Item(1), Id("▁Yes")], Llama.Encode("<iid1> Yes"));
        LlamaTokenizer official = TinyTokenizers.SentencePiece(specialTokens: new Dictionary<string, int> { ["<iid1>"] = Item(1) });
        Assert.Equal([Item(1), Id("▁Yes")], official.EncodeToIds("<iid1>Yes"));
    }

    [Theory]
    [InlineData("like <iid1> Yes")]
    [InlineData(" like<iid1>  Yes <iid4><iid0>\nNo")]
    [InlineData("Yes. é<iid3>, 日本 <iid2>a")]
    [InlineData("like")]
    [InlineData("")]
    public void Encode_AnyPlace_SameIdsAsTokenizerWithSpecialTokens(string text)
    {
        LlamaTokenizer official = TinyTokenizers.SentencePiece(specialTokens: Enumerable.Range(0, 5).ToDictionary(i => $"<iid{i}>", Item));
        Assert.Equal(official.EncodeToIds(text), Llama.Encode(text));
    }

    [Fact]
    public void Encode_BaseAddsBegin_NoBeginAnywhere()
    {
        ExtendedTokenizer llama = OnSentencePiece(addBegin: true);
        var bytes = new ExtendedTokenizer(TinyTokenizers.ByteLevelBpe("<s>"), new EntityVocabulary(TinyTokenizers.ByteLevelBpeSize("<s>"), 3, 5));
        Assert.Equal(1, TinyTokenizers.SentencePiece(addBegin: true).EncodeToIds("a")[0]);
        Assert.Equal(2, TinyTokenizers.ByteLevelBpe("<s>").EncodeToIds("a").Count);
        Assert.Equal(Llama.Encode("like<iid1> Yes"), llama.Encode("like<iid1> Yes"));
        Assert.Equal(TinyTokenizers.ByteLevelBpe().EncodeToIds("like"), bytes.Encode("like"));
        Assert.Equal(3, bytes.Encode("Yes<iid1> Yes").Count);
    }

    [Fact]
    public void Encode_ByteLevelBpe_GapsAsPiecesBetweenSpecialTokens()
    {
        Tokenizer plain = Bytes.BaseTokenizer;
        int[] expected = [.. plain.EncodeToIds("User"), Bytes.Vocabulary.UserToken(1), .. plain.EncodeToIds(" like"), Bytes.Vocabulary.ItemToken(2), .. plain.EncodeToIds(".")];
        Assert.Equal(expected, Bytes.Encode("User<uid1> like<iid2>."));
        Assert.Equal(5, expected.Length);
    }

    [Fact]
    public void Encode_WordPiece_FindsEntities()
    {
        var tokenizer = new ExtendedTokenizer(TinyTokenizers.WordPiece(), new EntityVocabulary(TinyTokenizers.WordPieceWords.Count, 3, 5));
        int[] expected = [.. Words("user"), tokenizer.Vocabulary.UserToken(1), .. Words("like", "##d", "movie", "##s"), tokenizer.Vocabulary.ItemToken(2), .. Words(".")];
        Assert.Equal(expected, tokenizer.Encode("User <uid1> liked movies <iid2>."));
        Assert.Equal("user<uid1> liked movies<iid2>.", tokenizer.Decode(expected));

        static IEnumerable<int> Words(params string[] words) => words.Select(w => TinyTokenizers.WordPieceWords.ToList().IndexOf(w));
    }

    [Fact]
    public void Encode_BertTokenizer_NoClassificationTokenInGaps()
    {
        string[] words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "user"];
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', words)));
        var tokenizer = new ExtendedTokenizer(BertTokenizer.Create(stream), new EntityVocabulary(words.Length, 1, 1));
        Assert.Equal([2, 6, 3], ((BertTokenizer)tokenizer.BaseTokenizer).EncodeToIds("user"));
        Assert.Equal([6, 7, 6], tokenizer.Encode("user <uid0> user"));
    }

    [Fact]
    public void Encode_CodeGen_PrefixSpaceAtTheBeginningOnly()
    {
        using var vocabulary = new MemoryStream("""{"a":0,"Ġ":1,"Ġa":2,"<|endoftext|>":3}"""u8.ToArray());
        using var merges = new MemoryStream("#version: 0.2\nĠ a\n"u8.ToArray());
        var codeGen = CodeGenTokenizer.Create(vocabulary, merges, addPrefixSpace: true, addBeginOfSentence: true);
        var tokenizer = new ExtendedTokenizer(codeGen, new EntityVocabulary(4, 1, 1));
        Assert.Equal([2, 5, 0, 5, 2], tokenizer.Encode("a<iid0>a<iid0> a"));
    }

    [Fact]
    public void Encode_NearMisses_StayText()
    {
        foreach (string text in (string[])["<iid05>", "<iid>", "<iid5", "<uid1x>", "<IID1>", "< iid1>", "<iid-1>", "<y>", "<iid1 >"])
        {
            Assert.Equal(text, Bytes.Decode(Bytes.Encode(text)));
            Assert.DoesNotContain(Bytes.Encode(text), id => id >= Bytes.Vocabulary.BaseVocabularySize);
        }
    }

    [Theory]
    [InlineData("see <iid5>", "text names <iid5> at position 4, but the vocabulary has 5 items; expected a number in [0, 5). Extend the vocabulary, or write <\\iid5> if it is meant as text.")]
    [InlineData("<uid999999>", "text names <uid999999> at position 0, but the vocabulary has 3 users")]
    [InlineData("<iid99999999999999999999>", "text names <iid…> at position 0, but the vocabulary has 5 items")]
    public void Encode_UnknownEntity_IsNamedWithItsPosition(string text, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Llama.Encode(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_UnknownEntityKeptAsText_IsText()
    {
        var tokenizer = new ExtendedTokenizer(Bytes.BaseTokenizer, Bytes.Vocabulary, new ExtendedTokenizerOptions { UnknownEntities = UnknownEntityRule.KeepAsText });
        Assert.Equal(Bytes.EncodeText("<iid5> or"), tokenizer.Encode("<iid5> or"));
        Assert.Equal(Bytes.Vocabulary.ItemToken(4), Assert.Single(tokenizer.Encode("<iid4>")));
        Assert.Equal("<\\iid5>", tokenizer.Decode(tokenizer.Encode("<iid5>")));
    }

    [Fact]
    public void Encode_BaseGivesIdsOutsideItsSize_IsRefused()
    {
        var tokenizer = new ExtendedTokenizer(Bytes.BaseTokenizer, new EntityVocabulary(50, 1, 1));
        var error = Assert.Throws<ArgumentException>(() => tokenizer.Encode("zzz"));
        Assert.Contains("expected ids in [0, 50). Make the EntityVocabulary with the tokenizer's full size", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EncodeText_Title_NeverGivesEntities()
    {
        IReadOnlyList<int> ids = Llama.EncodeText("a <iid1> <\\iid2> <x>");
        Assert.DoesNotContain(ids, id => id >= Words);
        Assert.Equal("a <iid1> <\\iid2> <x>", Llama.DecodeText(ids));
    }

    [Theory]
    [InlineData("Best of <iid5>", "Best of <\\iid5>")]
    [InlineData("<\\uid1>", "<\\\\uid1>")]
    [InlineData("<iid05> <b>", "<iid05> <b>")]
    [InlineData("plain", "plain")]
    public void Escape_Text_HidesEntities(string text, string escaped)
    {
        Assert.Equal(escaped, ExtendedTokenizer.Escape(text));
        Assert.Equal(text, ExtendedTokenizer.Unescape(escaped));
    }

    [Property(Arbitrary = [typeof(TokenTexts)], MaxTest = 300)]
    public void Escape_AnyText_IsUndoneByUnescape(string text)
    {
        Assert.Equal(text, ExtendedTokenizer.Unescape(ExtendedTokenizer.Escape(text)));
    }

    [Property(Arbitrary = [typeof(TokenTexts)], MaxTest = 300)]
    public void Encode_EscapedText_SameAsEncodeText(string text)
    {
        foreach (ExtendedTokenizer tokenizer in (ExtendedTokenizer[])[Bytes, Llama])
        {
            IReadOnlyList<int> plain = tokenizer.EncodeText(text);
            Assert.Equal(plain, tokenizer.Encode(tokenizer.EscapeText(text)));
            Assert.All(plain, id => Assert.InRange(id, 0, tokenizer.Vocabulary.BaseVocabularySize - 1));
        }
    }

    [Property(Arbitrary = [typeof(TokenTexts)], MaxTest = 300)]
    public void Decode_EncodedText_RestoresIt(string text)
    {
        Assert.Equal(text, Bytes.Decode(Bytes.Encode(text)));
        Assert.Equal(text, Llama.Decode(Llama.Encode(text)));
    }

    [Property(Arbitrary = [typeof(TokenTexts)], MaxTest = 300)]
    public void DecodeText_EncodedTitle_RestoresIt(string title)
    {
        Assert.Equal(title, Bytes.DecodeText(Bytes.EncodeText(title)));
        Assert.Equal(title, Llama.DecodeText(Llama.EncodeText(title)));
        Assert.Equal(Bytes.EscapeText(title), Bytes.Decode(Bytes.EncodeText(title)));
    }

    [Property(Arbitrary = [typeof(TokenTexts)], MaxTest = 300)]
    public void Extend_AnyText_KeepsItsIds(string text)
    {
        Assert.Equal(Llama.Encode(text), Llama.Extend(4, 7).Encode(text));
    }

    [Fact]
    public void Extend_NewItem_IsRecognised()
    {
        ExtendedTokenizer extended = Llama.Extend(1, 2);
        Assert.Equal(Llama.Vocabulary.Size + 1, Assert.Single(extended.Encode("<iid5>")));
        Assert.Equal("<iid6><uid3>", extended.Decode(extended.Encode("<iid6><uid3>")));
    }

    [Fact]
    public void Decode_UnknownId_IsNamedWithItsPosition()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Llama.Decode([Item(1), Llama.Vocabulary.Size]));
        Assert.StartsWith($"ids holds {Llama.Vocabulary.Size} at position 1; expected ids in [0, {Llama.Vocabulary.Size})", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Llama.Decode([-1]));
    }

    [Fact]
    public void SingleToken_LabelAfterText_IsItsId()
    {
        Assert.Equal(Id("▁Yes"), Llama.SingleToken(" Yes"));
        Assert.Equal(Id("Yes"), Llama.SingleToken("Yes"));
        Assert.Equal(Item(2), Llama.SingleToken("<iid2>"));
        Assert.Equal(Words, Llama.SingleToken("<x>"));
    }

    [Fact]
    public void SingleToken_SeveralTokens_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Llama.SingleToken("Maybe"));
        Assert.StartsWith("word \"Maybe\" is 5 tokens (", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected exactly one. Choose another word, add or leave out its leading space, or declare a reserved token.", error.Message, StringComparison.Ordinal);
    }

    private static ExtendedTokenizer OnSentencePiece(bool addBegin = false) =>
        new(TinyTokenizers.SentencePiece(addBegin), new EntityVocabulary(TinyTokenizers.SentencePieceSize, 3, 5, ["<x>"]));

    private static int Id(string piece) => ((LlamaTokenizer)Llama.BaseTokenizer).Vocabulary[piece];

    private static int Item(int item) => Words + 1 + 3 + item;
}
