using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>A sampler with a remark for reports.</summary>
internal sealed class NotedSampler(INegativeSampler sampler, string note) : INegativeSampler
{
    public string Description => $"{sampler.Description} {note}";

    public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random) =>
        sampler.Sample(user, positive, excluded, negatives, random);
}
