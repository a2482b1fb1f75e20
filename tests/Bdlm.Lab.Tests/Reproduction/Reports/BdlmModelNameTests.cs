namespace Bdlm.Lab.Reproduction.Reports;

public sealed class BdlmModelNameTests
{
    [Theory]
    [InlineData("BDLM-drs", "BDLM-drs", "LightGCN", "full", null)]
    [InlineData("BDLM-llm w/o JL", "BDLM-llm", "LightGCN", "w/o JL", null)]
    [InlineData("BDLM-drs on NCF only PE removed", "BDLM-drs", "NCF", "only PE removed", null)]
    [InlineData("BDLM-llm on MF λ 0.001", "BDLM-llm", "MF", "full", 0.001)]
    [InlineData("BDLM-llm λ 0", "BDLM-llm", "LightGCN", "full", 0.0)]
    public void Parse_Name_TakesItApart(string model, string side, string domain, string variant, double? lambda) =>
        Assert.Equal(new BdlmModelName(side, domain, variant, lambda), BdlmModelName.Parse(model));

    [Theory]
    [InlineData("LightGCN")]
    [InlineData("BDLM-llms")]
    public void IsOne_OtherModels_No(string model)
    {
        Assert.False(BdlmModelName.IsOne(model));
        Assert.Throws<ArgumentException>(() => BdlmModelName.Parse(model));
    }
}
