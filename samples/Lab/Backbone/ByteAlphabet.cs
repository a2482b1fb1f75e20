using System.Text;

namespace Bdlm.Lab.Backbone;

/// <summary>
/// The printable letter that byte-level tokenizers write for each byte: printable Latin-1 characters stand for themselves, the
/// rest, in order, for U+0100 and on. It is the alphabet that Microsoft.ML.Tokenizers expects of a byte-level vocabulary.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly string[] LetterOfByte = Build();

    /// <summary>The 256 letters in byte order.</summary>
    public static IReadOnlyList<string> Letters => LetterOfByte;

    /// <summary>The letters of a text's UTF-8 bytes.</summary>
    public static string[] Spell(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => LetterOfByte[value])];

    private static string[] Build()
    {
        var letters = new string[256];
        int next = 256;
        for (int value = 0; value < letters.Length; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            letters[value] = ((char)(isPrintable ? value : next++)).ToString();
        }

        return letters;
    }
}
