using static TorchSharp.torch;

namespace Bdlm.Llama.Generation;

public class TokenSamplerTests
{
    private static readonly double[] Probabilities = [0.1, 0.5, 0.15, 0.25];

    [Fact]
    public void Choose_Greedy_TakesTheMostLikely() => Assert.Equal([1, 1, 1], Draw(new GenerationOptions(), 3));

    [Fact]
    public void Choose_AtTemperatureOne_FollowsTheProbabilities()
    {
        int[] tokens = Draw(new GenerationOptions { Temperature = 1, Seed = 5 }, 4000);

        for (int token = 0; token < 4; token++)
        {
            // 4,000 draws: four standard deviations are at most 0.032.
            Assert.Equal(Probabilities[token], tokens.Count(drawn => drawn == token) / 4000.0, 0.032);
        }
    }

    [Fact]
    public void Choose_WithTopP_KeepsTheMostLikelyOnly()
    {
        int[] tokens = Draw(new GenerationOptions { Temperature = 1, TopP = 0.7, Seed = 5 }, 2000);

        Assert.Equal([1, 3], tokens.Distinct().Order());
        Assert.Equal(2.0 / 3, tokens.Count(token => token == 1) / 2000.0, 0.045);
    }

    [Fact]
    public void Choose_SameSeed_DrawsTheSame()
    {
        var options = new GenerationOptions { Temperature = 2, Seed = 8 };

        Assert.Equal(Draw(options, 50), Draw(options, 50));
        Assert.NotEqual(Draw(options, 50), Draw(options with { Seed = 9 }, 50));
    }

    [Fact]
    public void Choose_LowTemperature_NearlyAlwaysTakesTheMostLikely() =>
        Assert.All(Draw(new GenerationOptions { Temperature = 0.05, Seed = 1 }, 100), token => Assert.Equal(1, token));

    private static int[] Draw(GenerationOptions options, int count)
    {
        using var scope = NewDisposeScope();
        var sampler = new TokenSampler(options);
        Tensor logits = tensor(Probabilities).log().to(ScalarType.Float32);
        return [.. Enumerable.Range(0, count).Select(_ => sampler.Choose(logits))];
    }
}
