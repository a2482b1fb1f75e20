namespace Bdlm.Packaging.Readme;

public sealed class ReadmeExamplesTests
{
    [Fact]
    public void Find_MarkedBlocks_AreProgramsWithTheirOutput()
    {
        const string Readme = """
            # Title
            ```csharp
            not.Tested();
            ```
            <!-- test: one -->
            ```csharp
            Console.WriteLine(1);
            ```
            It prints
            <!-- output: one -->
            ```text
            1
            ```
            """;

        Assert.Equal([new ReadmeExample("one", "Console.WriteLine(1);\n", "1")], ReadmeExamples.Find(Readme));
    }

    [Fact]
    public void Find_NoMarkedBlock_SaysHowToMarkOne()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => ReadmeExamples.Find("```csharp\nx\n```"));

        Assert.StartsWith("The README holds no tested example. Put the line `<!-- test: NAME -->` before", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoOutput_NamesTheExample()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => ReadmeExamples.Find("<!-- test: two -->\n```csharp\nx\n```\n"));

        Assert.StartsWith("The README's example \"two\" has no output.", fault.Message, StringComparison.Ordinal);
    }
}
