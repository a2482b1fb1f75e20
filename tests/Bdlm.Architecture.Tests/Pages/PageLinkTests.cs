namespace Bdlm.Architecture.Pages;

public sealed class PageLinkTests
{
    private const string Index = "docs/README.md";

    public static TheoryData<string> Pages() => MarkdownPages.Data();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_RelativeLinks_LeadToFilesAndHeadings(string path)
    {
        var page = MarkdownPage.Read(path);

        Faults.AssertNone(page.Links.Select(link => FaultOf(page, link)).OfType<string>());
    }

    [Fact]
    public void Docs_EveryPage_IsReachedFromTheIndex()
    {
        var reached = new HashSet<string> { Index };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out string? path))
        {
            var page = MarkdownPage.Read(path);
            foreach (string target in page.Links.Select(page.TargetOf).OfType<string>().Where(MarkdownPages.Paths.Contains).Where(reached.Add))
            {
                open.Enqueue(target);
            }
        }

        Faults.AssertNone(MarkdownPages.Paths.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(reached).Select(path => $"{path} is reached by no link from {Index}"));
        Assert.Contains(Index, MarkdownPage.Read("README.md") is var readme ? readme.Links.Select(readme.TargetOf) : []);
    }

    [Fact]
    public void Parse_LinksAndHeadings_AreThoseOfTheText()
    {
        const string Text = """
            # A page: with `code`, and [a link](other.md)
            ## Twice
            ## Twice
            See [it
            again](#twice-1), `[no](link.md)`, <https://a.b>, [away](https://a.b) and ![a plot](plot.png).
            ```
            # no heading
            [no](link.md)
            ```
            """;

        var page = MarkdownPage.Parse("docs/page.md", Text);

        Assert.Equal([new PageLink(1, "other.md", null), new PageLink(4, "", "twice-1"), new PageLink(5, "plot.png", null)], page.Links);
        Assert.Equal(["a-page-with-code-and-a-link", "twice", "twice-1"], page.Anchors.Order(StringComparer.Ordinal));
        Assert.Equal("docs/other.md", page.TargetOf(page.Links[0]));
        Assert.Null(page.TargetOf(new PageLink(1, "../../out.md", null)));
    }

    private static string? FaultOf(MarkdownPage page, PageLink link)
    {
        string place = $"{page.Path}:{link.Line}";
        if (page.TargetOf(link) is not { } target || !Path.Exists(Repository.At(target)))
        {
            return $"{place}: {link.Path} is no file or folder of the repository";
        }

        bool isPage = target.EndsWith(".md", StringComparison.Ordinal);
        return link.Anchor is null || !isPage || MarkdownPage.Read(target).Anchors.Contains(link.Anchor)
            ? null
            : $"{place}: {target} has no heading #{link.Anchor}";
    }
}
