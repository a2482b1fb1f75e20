namespace Bdlm.Llama.Generation;

public class GenerationOptionsTests
{
    [Fact]
    public void Validate_Defaults_Pass() => new GenerationOptions().Validate();

    [Fact]
    public void Validate_SeveralFaults_NamesThemAll()
    {
        var options = new GenerationOptions { MaxNewTokens = 0, Temperature = -1, TopP = 0 };

        Assert.Equal(
            "The generation options have 3 fault(s): MaxNewTokens is 0; expected at least 1. "
            + "Temperature is -1; expected 0 for greedy or a finite value above 0. TopP is 0; expected a value in (0, 1].",
            Assert.Throws<ArgumentException>(options.Validate).Message);
    }
}
