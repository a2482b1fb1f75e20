namespace Bdlm.Optimizers;

public sealed class AdamOptionsTests
{
    [Fact]
    public void Validate_Defaults_Passes() => new AdamOptions().Validate();

    [Fact]
    public void Validate_EveryValueWrong_NamesAll()
    {
        var options = new AdamOptions { LearningRate = double.NaN, Beta1 = 1, Beta2 = -0.5, Epsilon = 0, WeightDecay = -1 };

        var fault = Assert.Throws<ArgumentException>(options.Validate);

        Assert.Equal(
            "AdamOptions: LearningRate is NaN; expected a finite number from 0. Beta1 is 1; expected a number in [0, 1). "
            + "Beta2 is -0.5; expected a number in [0, 1). Epsilon is 0; expected a finite number above 0. "
            + "WeightDecay is -1; expected a finite number from 0.",
            fault.Message);
    }
}
