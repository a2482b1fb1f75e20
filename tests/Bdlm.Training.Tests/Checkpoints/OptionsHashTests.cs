using Bdlm.Optimizers;
using Bdlm.Sharing;

namespace Bdlm.Checkpoints;

public sealed class OptionsHashTests
{
    [Fact]
    public void Compute_EqualOptions_GivesTheSameHash()
    {
        string first = OptionsHash.Compute(new AdamOptions { LearningRate = 0.5 }, new SharingOptions());

        Assert.Equal(first, OptionsHash.Compute(new AdamOptions { LearningRate = 0.5 }, new SharingOptions()));
        Assert.Equal(64, first.Length);
    }

    [Fact]
    public void Compute_AnyDifference_GivesAnotherHash()
    {
        string[] hashes =
        [
            OptionsHash.Compute(new SharingOptions()),
            OptionsHash.Compute(new SharingOptions { Update = SharingUpdate.Overwrite }),
            OptionsHash.Compute(new SharingOptions { Momentum = double.NaN }),
            OptionsHash.Compute(new SharingOptions(), null),
            OptionsHash.Compute(new Scheduled(LearningRateSchedule.Constant(1))),
            OptionsHash.Compute(new Scheduled(LearningRateSchedule.Cosine(1, 10))),
            OptionsHash.Compute(new Scheduled(LearningRateSchedule.Cosine(1, 11))),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private sealed record Scheduled(LearningRateSchedule Schedule);
}
