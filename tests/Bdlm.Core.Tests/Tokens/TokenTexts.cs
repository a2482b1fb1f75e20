using FsCheck;
using FsCheck.Fluent;

namespace Bdlm.Tokens;

/// <summary>Generates texts in which entities (users 0 to 2, items 0 to 4), escapes, near misses and ordinary words follow one another.</summary>
public static class TokenTexts
{
    private static readonly string[] Parts =
    [
        "<uid0>", "<uid2>", "<iid0>", "<iid4>", "<x>", "<\\iid4>", "<\\\\iid4>", "<\\uid0>", "<\\x>", "<\\\\x>", "<iid04>", "<iid", "<uid", "<", ">", "\\", "<\\", "<iid4", "iid4>", "<<iid4>>",
        "<ii<iid1>", " ", "  ", "user", " liked", "Yes", ".", ",", "a", "é", "日本", "🎬", "\n", " 1", "<\\\\\\iid1>", "<y>", "<\\y>",
    ];

    public static Arbitrary<string> Text() => Gen.Elements(Parts).ListOf().Select(string.Concat).ToArbitrary();
}
