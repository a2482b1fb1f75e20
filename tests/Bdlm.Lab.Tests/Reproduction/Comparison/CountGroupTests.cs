using FsCheck.Xunit;

namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class CountGroupTests
{
    [Fact]
    public void Quantiles_EightCounts_MakesFourPairs()
    {
        IReadOnlyList<CountGroup> groups = CountGroup.Quantiles([8, 1, 7, 2, 6, 3, 5, 4], 4);
        Assert.Equal(["1–2", "3–4", "5–6", "7–8"], groups.Select(group => group.Label));
        Assert.Equal([1, 3], groups[0].Questions);
    }

    [Fact]
    public void Quantiles_EqualCounts_StayTogether() =>
        Assert.Equal(["1", "2–9"], CountGroup.Quantiles([1, 1, 1, 1, 1, 1, 2, 9], 2).Select(group => group.Label));

    [Fact]
    public void Widths_TwentyPlaces_MakesFives() =>
        Assert.Equal([("1–5", 2), ("6–10", 1), ("16–20", 1)], CountGroup.Widths([1, 5, 6, 20], 20, 4).Select(group => (group.Label, group.Questions.Length)));

    [Property]
    public bool Quantiles_Any_IsAPartitionByRisingCount(byte[] counts)
    {
        IReadOnlyList<CountGroup> groups = CountGroup.Quantiles([.. counts.Select(count => (int)count)], 4);
        return groups.Count <= 4
            && groups.SelectMany(group => group.Questions).Order().SequenceEqual(Enumerable.Range(0, counts.Length))
            && groups.Zip(groups.Skip(1)).All(next => next.First.To < next.Second.From);
    }
}
