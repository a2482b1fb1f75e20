using Bdlm.Loops;

namespace Bdlm.Domain;

public sealed class DomainTrainingOptionsTests
{
    [Fact]
    public void Validate_FaultyOptions_NamesEveryFault()
    {
        var options = new DomainTrainingOptions { BatchSize = 0, Regularization = -1, NegativesPerPositive = 0 };
        ArgumentException fault = Assert.Throws<ArgumentException>(options.Validate);
        Assert.Equal(
            "DomainTrainingOptions cannot be used: BatchSize is 0; expected at least 1. Regularization is -1; expected a finite number of at least 0. NegativesPerPositive is 0; expected at least 1.",
            fault.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Validate_RegularizationThatIsNoNumber_Throws(double value) => Assert.Contains(
        "expected a finite number of at least 0.",
        Assert.Throws<ArgumentException>(new DomainTrainingOptions { Regularization = value }.Validate).Message);

    [Fact]
    public void Validate_FaultyLoop_NamesIt() => Assert.Contains(
        "Epochs is 0; expected at least 1.",
        Assert.Throws<ArgumentException>(new DomainTrainingOptions { Loop = new TrainingLoopOptions { Epochs = 0 } }.Validate).Message);

    [Fact]
    public void Validate_Defaults_AreAccepted() => new DomainTrainingOptions().Validate();
}
