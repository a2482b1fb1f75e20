namespace Bdlm.Prompts;

public sealed class PromptTemplateTests
{
    [Fact]
    public void Constructor_Slots_AreFoundInOrder()
    {
        var template = new PromptTemplate("{{x}} {user} liked{history}. {item}{title} {categories}?");
        Assert.Equal([PromptSlot.User, PromptSlot.History, PromptSlot.Item, PromptSlot.Title, PromptSlot.Categories], template.Slots);
        Assert.True(template.Has(PromptSlot.Title));
        Assert.False(template.Has(PromptSlot.Candidates));
        Assert.Equal(new PromptPiece("{x}", " ", PromptSlot.User), template.Pieces[0]);
        Assert.Equal(new PromptPiece(" liked", string.Empty, PromptSlot.History), template.Pieces[1]);
        Assert.Equal(new PromptPiece("?", string.Empty, null), template.Pieces[^1]);
    }

    [Theory]
    [InlineData("a {titel} b:", "the template has the unknown slot {titel} at position 2; expected one of {user}, {history}, {item}, {candidates}, {title}, {categories}. Mend its spelling, or write {{ for a brace.")]
    [InlineData("a {user", "the template has a '{' without its '}' at position 2; expected a slot such as {user}.")]
    [InlineData("ab}c", "the template has a stray '}' at position 2; expected a slot such as {user}.")]
    [InlineData("Answer: ", "the template \"Answer: \" ends with a space; expected text that the answer follows. Put the space into the answer: \" Yes\".")]
    [InlineData("", "the template \"\" is empty")]
    public void Constructor_BadText_IsNamedWithPosition(string text, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new PromptTemplate(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_SameText_IsTrue()
    {
        Assert.Equal(new PromptTemplate("{user}:"), new PromptTemplate("{user}:"));
        Assert.NotEqual(new PromptTemplate("{user}:"), new PromptTemplate("{user}?"));
        Assert.Equal("{user}:", new PromptTemplate("{user}:").ToString());
    }
}
