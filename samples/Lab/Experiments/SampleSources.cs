using Bdlm.Joint;
using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments;

/// <summary>The aligned samples that all language rows and BDLM train on.</summary>
internal static class SampleSources
{
    /// <summary>The samples of a run.</summary>
    public static AlignedSampleSource Of(ExperimentData data, int seed) => Of(data, data.Scale.NegativesPerPositive, seed);

    /// <summary>The samples of a text-only row: as many places.</summary>
    public static AlignedSampleSource OfText(ExperimentData data, int seed) => Of(data, data.Scale.Text.NegativesPerPositive, seed);

    /// <summary>Fresh samples for a domain side that learns after its language side, which has just learnt the answers of its own by heart.</summary>
    public static AlignedSampleSource AfterLanguage(AlignedSampleSource source, int seed) => source.WithSeed(seed + 1);

    private static AlignedSampleSource Of(ExperimentData data, int negatives, int seed) => new(
        data.Split.Train,
        new TrainingNegatives(data.Positives, data.Sampler),
        new AlignedSampleOptions { NegativesPerPositive = negatives, PositionsPerUser = data.Scale.PositionsPerUser, Users = data.Scale.TrainingUsers },
        seed);
}
