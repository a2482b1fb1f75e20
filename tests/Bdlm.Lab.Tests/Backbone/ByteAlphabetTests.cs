using FsCheck;
using FsCheck.Xunit;

namespace Bdlm.Lab.Backbone;

public sealed class ByteAlphabetTests
{
    [Fact]
    public void Letters_OfAllBytes_AreOneCharacterEachAndAllDifferent()
    {
        Assert.Equal(256, ByteAlphabet.Letters.Distinct().Count());
        Assert.All(ByteAlphabet.Letters, letter => Assert.False(char.IsWhiteSpace(Assert.Single(letter)) || char.IsControl(letter[0])));
    }

    [Theory]
    [InlineData("A", "A")]
    [InlineData(" ", "Ġ")]
    [InlineData("\n", "Ċ")]
    [InlineData("\u007f", "ġ")]
    // UTF-8 writes é as C3 A9 and Í as C3 8D: the second byte of the latter has no printable character.
    [InlineData("é", "Ã©")]
    [InlineData("Í", "Ãį")]
    public void Spell_KnownBytes_GivesTheByteLevelAlphabet(string text, string expected) => Assert.Equal(expected, string.Concat(ByteAlphabet.Spell(text)));

    [Property]
    public bool Spell_AnyText_HasOneLetterAByte(NonNull<string> text) =>
        ByteAlphabet.Spell(text.Get).Length == System.Text.Encoding.UTF8.GetByteCount(text.Get);
}
