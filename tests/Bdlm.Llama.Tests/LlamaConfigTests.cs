using Bdlm.Llama.Reference;

namespace Bdlm.Llama;

public class LlamaConfigTests
{
    [Fact]
    public void Validate_GoodSizes_Passes() => TestModels.Config().Validate();

    [Fact]
    public void Validate_SeveralFaults_NamesThemAll()
    {
        LlamaConfig config = TestModels.Config() with { LayerCount = 0, KeyValueHeadCount = 3, RmsNormEpsilon = 0, RopeTheta = double.NaN, Dropout = 1 };

        ArgumentException error = Assert.Throws<ArgumentException>(config.Validate);

        Assert.Equal(
            "The Llama configuration has 5 fault(s): LayerCount is 0; expected at least 1. "
            + "KeyValueHeadCount is 3; expected a divisor of HeadCount 4. "
            + "RmsNormEpsilon is 0; expected a finite value above 0. RopeTheta is NaN; expected a finite value above 0. "
            + "Dropout is 1; expected a value in [0, 1).",
            error.Message);
    }

    [Theory]
    [InlineData(18, 4, "HiddenSize is 18; expected a multiple of HeadCount 4.")]
    [InlineData(12, 4, "HiddenSize / HeadCount is 3; expected an even head width, because the rotary embedding turns pairs.")]
    [InlineData(0, 4, "HiddenSize is 0; expected at least 1.")]
    [InlineData(16, 0, "HeadCount is 0; expected at least 1.")]
    public void Validate_HeadsThatDoNotFit_SaysWhy(int hidden, int heads, string fault)
    {
        LlamaConfig config = TestModels.Config() with { HiddenSize = hidden, HeadCount = heads };

        Assert.Contains(fault, Assert.Throws<ArgumentException>(config.Validate).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ParameterCount_OfAnyModel_IsWhatTheModelHolds(bool tied)
    {
        using LlamaForCausalLM model = LlamaForCausalLM.Create(TestModels.Config(tied), seed: 1);

        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), model.Config.ParameterCount);
    }
}
