using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Samples;

/// <summary>What samples/README.md says about the files themselves.</summary>
public sealed class SampleFileTests
{
    private const int MostLines = 100;

    public static TheoryData<string> Names() => [.. SampleFile.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void File_Lines_AreAtMostOneHundred(string name) => Assert.InRange(SampleFile.Lines(name).Length, 1, MostLines);

    [Theory]
    [MemberData(nameof(Names))]
    public void File_CommentsAtTheMargin_StandAlone(string name) => Assert.Empty(SampleFile.StrayComments(SampleFile.Lines(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void File_Beginning_IsATextBlockWithATitle(string name) => Assert.StartsWith("// # ", SampleFile.Lines(name)[0], StringComparison.Ordinal);

    [Fact]
    public void Readme_Table_NamesEverySampleOnce()
    {
        string readme = File.ReadAllText(Repository.At("samples/README.md"));

        Assert.All(SampleFile.Names(), name => Assert.Equal(2, readme.Split($"| [{name}.cs]({name}.cs) |").Length));
    }

    [Fact]
    public void StrayComments_CommentBesideCode_HasItsLine()
    {
        Assert.Equal([1], SampleFile.StrayComments(["// Text", "a();"]));
        Assert.Equal([2], SampleFile.StrayComments(["a();", "// Text"]));
    }

    [Fact]
    public void StrayComments_TextBetweenBlankLines_AreNone() =>
        Assert.Empty(SampleFile.StrayComments(["// # Title", "//", "// Text", "", "a();", "    // indented", "", "// Text"]));
}
