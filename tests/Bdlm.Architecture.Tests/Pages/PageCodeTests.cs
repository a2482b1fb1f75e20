namespace Bdlm.Architecture.Pages;

/// <summary>
/// Code in the pages is code of a test: a csharp block below <c>&lt;!-- code: PATH --&gt;</c> stands, line by line, in that file or in a file of that
/// folder, which the build compiles and a test runs. Programs of the README are compiled and run by the packaging tests.
/// </summary>
public sealed class PageCodeTests
{
    public static TheoryData<string> Pages() => [.. MarkdownPages.Paths.Where(path => path.StartsWith("docs/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_CSharpBlocks_StandInCompiledFiles(string path) => Faults.AssertNone(
        MarkdownPage.Read(path).Blocks.Where(block => block.Language == "csharp").Select(block => FaultOf(path, block)).OfType<string>());

    [Fact]
    public void Parse_Markers_HoldForTheBlocksBelow()
    {
        const string Text = """
            ```csharp
            one();
            ```
            <!-- code: tests/A.cs -->
            ```csharp
            two();

              three();
            ```
            <!-- code: tests/B/ -->
            <!-- messages: src/A -->
            ```text
            four
            ```
            """;

        IReadOnlyList<CodeBlock> blocks = MarkdownPage.Parse("docs/page.md", Text).Blocks;

        Assert.Equal([(1, "csharp", null, null), (5, "csharp", "tests/A.cs", null), (12, "text", "tests/B/", "src/A")], blocks.Select(block => (block.Line, block.Language, block.Code, block.Messages)));
        Assert.Equal(["two();", "", "  three();"], blocks[1].Body);
    }

    private static string? FaultOf(string path, CodeBlock block)
    {
        if (block.Code is not { } place)
        {
            return $"{path}:{block.Line}: the block is of no test; put <!-- code: PATH --> above it, with a file or folder of tests that holds its lines";
        }

        string target = Repository.At(place);
        if (!place.StartsWith("tests/", StringComparison.Ordinal) || !Path.Exists(target))
        {
            return $"{path}:{block.Line}: {place} is no file or folder of tests";
        }

        string[] files = Directory.Exists(target) ? Directory.GetFiles(target, "*.cs") : [target];
        string code = Compact(block.Body);
        return files.Any(file => Compact(File.ReadLines(file)).Contains(code, StringComparison.Ordinal)) ? null : $"{path}:{block.Line}: {place} does not hold the block's lines";
    }

    // Indentation differs between a page and a class; nothing else may.
    private static string Compact(IEnumerable<string> lines) => $"\n{string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0))}\n";
}
