namespace Bdlm.Sharing;

public sealed class SharingOptionsTests
{
    [Fact]
    public void Validate_Defaults_Passes() => new SharingOptions().Validate();

    [Fact]
    public void Validate_SeveralValuesWrong_NamesAll()
    {
        var options = new SharingOptions { LearningRate = -1, Momentum = 1.5, Update = (SharingUpdate)7, Reduction = (MutualReduction)8 };

        var fault = Assert.Throws<ArgumentException>(options.Validate);

        Assert.Equal(
            "SharingOptions: LearningRate is -1; expected a finite number from 0. Update is 7; expected a SharingUpdate. "
            + "Reduction is 8; expected a MutualReduction. Momentum is 1.5; expected a number in [0, 1].",
            fault.Message);
    }
}
