namespace Bdlm.Lab.Reproduction.Plans;

public sealed class CellIdTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["rate"] = "0.1", ["epochs"] = "3" };

    [Fact]
    public void Of_SettingsInAnotherOrder_IsTheSame()
    {
        var turned = new Dictionary<string, string> { ["epochs"] = "3", ["rate"] = "0.1" };
        Assert.Equal(CellId.Of("row", Settings), CellId.Of("row", turned));
        Assert.Matches("^row-[0-9a-f]{12}$", CellId.Of("row", Settings));
    }

    [Fact]
    public void Of_AnythingElse_IsAnother()
    {
        string[] ids =
        [
            CellId.Of("row", Settings),
            CellId.Of("row", Settings, ("seed", "1")),
            CellId.Of("row", Settings, ("seed", "2")),
            CellId.Of("row", new Dictionary<string, string>(Settings) { ["rate"] = "0.2" }),
            CellId.Of("row", new Dictionary<string, string>(Settings) { ["more"] = "" }),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("LightGCN", "lightgcn")]
    [InlineData("judging BDLM-llm", "judging-bdlm-llm")]
    public void Slug_AnyName_IsLowerCaseWithHyphens(string name, string expected) => Assert.Equal(expected, CellId.Slug(name));
}
