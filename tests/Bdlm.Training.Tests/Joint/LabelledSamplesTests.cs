using Bdlm.Data.Reading;

namespace Bdlm.Joint;

public sealed class LabelledSamplesTests
{
    private static readonly Preference[] Rows =
    [
        .. Enumerable.Range(0, 40).Select(row => new Preference(row % 5, 100 + row, row % 3 == 0, row, [.. Enumerable.Range(0, row % 4)])),
    ];

    [Fact]
    public void Epoch_EveryRowOnceWithItsLabelAndHistory()
    {
        var samples = new LabelledSamples(Rows, seed: 1);
        AlignedSample[] epoch = samples.Epoch(0);
        Assert.Equal(40, samples.SamplesPerEpoch);
        Assert.Equal(
            Rows.Select(row => (row.User, row.Item, row.Liked)),
            epoch.OrderBy(sample => sample.Item).Select(sample => (sample.User, sample.Item, sample.Label)));
        Assert.All(epoch, sample => Assert.Equal(Rows[sample.Item - 100].History, samples.HistoryOf(sample)));
    }

    [Fact]
    public void Epoch_DependsOnSeedAndNumberAlone()
    {
        var samples = new LabelledSamples(Rows, seed: 1);
        samples.Epoch(3);
        Assert.Equal(new LabelledSamples(Rows, seed: 1).Epoch(0), samples.Epoch(0));
        Assert.NotEqual(samples.Epoch(1), samples.Epoch(0));
        Assert.NotEqual(new LabelledSamples(Rows, seed: 2).Epoch(0), samples.Epoch(0));
    }

    [Fact]
    public void BatchLength_IsTheBatchSize()
    {
        var samples = new LabelledSamples(Rows, seed: 1);
        Assert.Equal(7, samples.BatchLength(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.BatchLength(0));
    }

    [Fact]
    public void WrongInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new LabelledSamples([], seed: 1));
        var samples = new LabelledSamples(Rows, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.HistoryOf(new AlignedSample(0, 40, 0, Label: true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Epoch(-1));
    }
}
