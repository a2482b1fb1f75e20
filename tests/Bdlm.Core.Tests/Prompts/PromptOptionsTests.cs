namespace Bdlm.Prompts;

public sealed class PromptOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid()
    {
        new PromptOptions().Validate();
        PromptOptions.TextOnly.Validate();
        Assert.False(PromptOptions.TextOnly.ItemTokens || PromptOptions.TextOnly.UserToken);
    }

    [Fact]
    public void Validate_ManyFaults_AllReportedAtOnce()
    {
        var options = new PromptOptions
        {
            MaxHistory = -1,
            MaxLength = 0,
            BeginToken = -2,
            ItemTokens = false,
            Titles = false,
            YesAnswer = "x",
            NoAnswer = "x",
            InteractionTemplate = new PromptTemplate("{candidates}?"),
            TopKTemplate = new PromptTemplate("{candidates}{item}?"),
            CandidatesTemplate = new PromptTemplate("{user}?"),
        };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;
        string[] expected =
        [
            "PromptOptions has 10 fault(s):",
            "MaxHistory is -1; expected 0 or more.",
            "MaxLength is 0; expected 1 or more",
            "BeginToken is -2; expected a token id, or null for none.",
            "ItemTokens, Titles and Categories are all off",
            "YesAnswer is \"x\" and NoAnswer is \"x\"; expected two different words.",
            "InteractionTemplate \"{candidates}?\" has neither {item} nor {title}",
            "InteractionTemplate \"{candidates}?\" has {candidates}; task 1 has none.",
            "CandidatesTemplate \"{user}?\" lacks {candidates}",
            "TopKTemplate \"{candidates}{item}?\" has {candidates}",
            "the template \"{candidates}{item}?\" of task 2 has {item}, {title} or {categories}",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
