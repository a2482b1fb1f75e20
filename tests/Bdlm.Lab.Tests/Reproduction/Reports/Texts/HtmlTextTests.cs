using System.Xml;
using System.Xml.Linq;
using Bdlm.Lab.Reproduction.Reports.Plots;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

public sealed class HtmlTextTests
{
    private static readonly Lazy<(string Text, XElement Root)> Page = new(Make);

    [Fact]
    public void Of_Report_StandsAlone()
    {
        (string text, XElement root) = Page.Value;
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "link" or "img" or "iframe");
        Assert.DoesNotContain(root.Descendants().Attributes(), attribute => !attribute.IsNamespaceDeclaration && attribute.Value.Contains("://", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_Report_IsMadeForPhonesAndReadersAloud()
    {
        (string text, XElement root) = Page.Value;
        Assert.Contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />", text, StringComparison.Ordinal);
        Assert.Contains("@media (prefers-color-scheme: dark)", text, StringComparison.Ordinal);
        Assert.Single(root.Descendants("h1"));
        Assert.All(root.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(root.Descendants("table"), table => Assert.Equal("scroll", table.Parent!.Attribute("class")!.Value));
        Assert.All(root.Descendants().Where(element => element.Name.LocalName == "svg" && element.Parent?.Attribute("class")?.Value == "card"), svg => Assert.Equal("img", svg.Attribute("role")!.Value));
    }

    [Fact]
    public void Of_Report_ShowsEveryPlotOnceAndGivesAnIdOnce()
    {
        XElement root = Page.Value.Root;
        Assert.Equal(8, root.Descendants("figure").Count());
        string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Of_Report_TellsWhatDiffersAndHowToRepeatIt()
    {
        XElement root = Page.Value.Root;
        Assert.Contains("popularity and text <mixed> & shuffled", Section(root, "differences").Value, StringComparison.Ordinal);
        Assert.Contains("Vicuna-7B", Section(root, "differences").Value, StringComparison.Ordinal);
        Assert.Equal("lab reproduce table3 --dataset sample --scale laptop --seeds 2 --out runs", Section(root, "repeat").Descendants("code").Single().Value);
        Assert.Contains("plan 4567", Section(root, "repeat").Value, StringComparison.Ordinal);
    }

    private static XElement Section(XElement root, string id) => root.Descendants("section").Single(section => section.Attribute("id")?.Value == id);

    private static (string, XElement) Make()
    {
        (ReportPlan plan, CellFile[] cells) = SampleReport.TableThree();
        ReportSummary summary = new SummaryBuilder(plan, cells).Build();
        string text = HtmlText.Of(summary, ReportPlots.Of(summary).ToDictionary(plot => plot.Name, PlotImages.Svg));
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return (text, XElement.Load(reader));
    }
}
