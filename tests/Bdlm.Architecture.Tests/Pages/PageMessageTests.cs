using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bdlm.Architecture.Pages;

/// <summary>
/// Messages in the pages are the code's: the words of a text block below <c>&lt;!-- messages: PATH --&gt;</c> stand in the string literals of that source folder,
/// with "…" for what the code fills in.
/// </summary>
public sealed class PageMessageTests
{
    private const char Filled = '…';

    public static TheoryData<string> Pages() =>
        [.. MarkdownPages.Paths.Where(path => MarkdownPage.Read(path).Blocks.Any(block => block.Messages is not null))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_Messages_AreThoseOfTheCode(string path)
    {
        CodeBlock[] blocks = [.. MarkdownPage.Read(path).Blocks.Where(block => block is { Language: "text", Messages: not null })];
        Dictionary<string, string[]> literals = blocks.Select(block => block.Messages!).Distinct().ToDictionary(folder => folder, LiteralsOf);

        Assert.NotEmpty(blocks);
        Faults.AssertNone(
            from block in blocks
            from line in block.Body
            from part in line.Split(Filled)
            let words = part.Trim(' ', '.')
            where words.Length > 0
            where !literals[block.Messages!].Any(file => file.Contains(words, StringComparison.Ordinal))
            select $"{path}:{block.Line}: no message of {block.Messages} says \"{words}\"");
    }

    // The literals of a file in their order: a message may be the sum of several.
    private static string[] LiteralsOf(string folder) => [.. Repository.SourcesBelow(folder).Select(file => string.Concat(file.Root.DescendantNodes().Select(TextOf)))];

    private static string TextOf(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.Token.Value is string text => text,
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        _ => "",
    };
}
