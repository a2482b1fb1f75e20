using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Reports.Paper;

namespace Bdlm.Lab.Reproduction.Reports;

public sealed class MethodChoicesTests
{
    [Fact]
    public void Of_LaptopScale_TellsWhatIsBeyondThePaper()
    {
        Dictionary<string, string> choices = Of(LabScales.Of(ScaleName.Laptop, "MovieLens-100K"));
        Assert.Equal("h, d, and two logits of the language side: the margin of \"Yes\" and the item's own", choices["inputs of the head"]);
        Assert.Equal("hidden for 50 % of the pairs", choices["d while the head trains"]);
        Assert.Equal("squares summed over d, mean over the batch", choices["mutual loss"]);
        Assert.Equal("640 prompts, 4 negatives a positive", choices["batch"]);
        Assert.Equal("14, of which the best by validation is kept", choices["epochs"]);
    }

    [Fact]
    public void Of_PaperScale_AgreesWithThePaperWhereItTells()
    {
        Dictionary<string, string> choices = Of(LabScales.Of(ScaleName.Paper, "MovieLens-1M"));
        IReadOnlyDictionary<string, string> paper = PaperFigures.Load().Settings.Method;
        Assert.Equal(paper["inputs of the head"], choices["inputs of the head"]);
        Assert.Equal(paper["d while the head trains"], choices["d while the head trains"]);
        Assert.Equal(paper["users to learn from"], choices["users to learn from"]);
        Assert.Equal("0.00001 (L), 0.0001 (D)", choices["step size"]);
        Assert.StartsWith("16 prompts", choices["batch"], StringComparison.Ordinal);
        Assert.Equal("0.1", choices[MethodChoices.Weight]);
    }

    [Fact]
    public void Of_AnyScale_NamesEveryMatterThatThePaperTellsOf() =>
        Assert.Empty(PaperFigures.Load().Settings.Method.Keys.Except(Of(new LabScale()).Keys));

    [Fact]
    public void Of_OneBatchATurn_HasNoPlural() => Assert.Equal(("1 batch", "16 batches", "an epoch"), (Turn(1), Turn(16), Turn(null)));

    private static string Turn(int? length) => Of(new LabScale { TurnLength = length })["length of a turn"];

    private static Dictionary<string, string> Of(LabScale scale) => MethodChoices.Of(scale).ToDictionary(choice => choice.Matter, choice => choice.Choice);
}
