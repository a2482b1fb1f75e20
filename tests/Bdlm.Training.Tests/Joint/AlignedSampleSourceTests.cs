using Bdlm.Data;
using Bdlm.Sampling;

namespace Bdlm.Joint;

public sealed class AlignedSampleSourceTests
{
    // User 0 took 0, 1, 2, 3; user 1 took 4, 5; user 2 took 6 only.
    private static readonly TrainView Train = new(3, 12, [0, 0, 0, 0, 1, 1, 2], [0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 1, 2, 1]);

    [Fact]
    public void Epoch_EveryPlaceOnceWithItsNegatives()
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions { NegativesPerPositive = 2 });
        AlignedSample[] samples = source.Epoch(0);
        Assert.Equal(source.SamplesPerEpoch, samples.Length);
        // Users 0 and 1 have 3 + 1 places behind at least one earlier item.
        Assert.Equal(4 * 3, samples.Length);
        Assert.Equal(
            [(0, 1, 1), (0, 2, 2), (0, 3, 3), (1, 1, 5)],
            samples.Where(sample => sample.Label).Select(sample => (sample.User, sample.Position, sample.Item)).Order());
        Assert.All(samples, sample => Assert.Equal(sample.Label, Train.Contains(sample.User, sample.Item)));
        Assert.All(
            samples.Where(sample => !sample.Label).GroupBy(sample => (sample.User, sample.Position)),
            group => Assert.Equal(2, group.Select(sample => sample.Item).Distinct().Count()));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(9, 4)]
    public void Epoch_OfSomeUsers_HasThePlacesOfTheFirst(int users, int places)
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions { NegativesPerPositive = 2, Users = users });
        Assert.Equal(places * 3, source.SamplesPerEpoch);
        Assert.Equal(places * 3, source.Epoch(0).Length);
        Assert.All(source.Epoch(0), sample => Assert.True(sample.User < users));
        Assert.Throws<ArgumentException>(() => Source(new AlignedSampleOptions { Users = 0 }));
    }

    [Fact]
    public void Epoch_KeptTogether_PositivesComeWithTheirNegativesInAnyOrder()
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions { NegativesPerPositive = 2 });
        AlignedSample[][] groups = [.. source.Epoch(0).Chunk(3)];
        Assert.All(groups, group => Assert.Equal([true, false, false], group.Select(sample => sample.Label)));
        Assert.All(groups, group => Assert.Single(group.Select(sample => (sample.User, sample.Position)).Distinct()));
        Assert.True(Enumerable.Range(0, 20).Select(epoch => source.Epoch(epoch)[0].Item).Distinct().Count() > 1);
    }

    [Fact]
    public void Epoch_NotKeptTogether_DrawsTheSameSamplesInAnotherOrder()
    {
        AlignedSampleSource apart = Source(new AlignedSampleOptions { NegativesPerPositive = 2, KeepTogether = false });
        AlignedSample[] samples = apart.Epoch(0);
        AlignedSample[] kept = Source(new AlignedSampleOptions { NegativesPerPositive = 2 }).Epoch(0);
        Assert.Equal(kept.OrderBy(s => s.User).ThenBy(s => s.Position).ThenBy(s => s.Item), samples.OrderBy(s => s.User).ThenBy(s => s.Position).ThenBy(s => s.Item));
        Assert.Contains(samples.Chunk(3), chunk => chunk.Select(sample => (sample.User, sample.Position)).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData(16, true, 15)]
    [InlineData(128, true, 125)]
    [InlineData(5, true, 5)]
    [InlineData(4, true, 4)]
    [InlineData(1, true, 1)]
    [InlineData(16, false, 16)]
    public void BatchLength_OfABatchSize_IsInWholeGroups(int batchSize, bool keepTogether, int expected) =>
        Assert.Equal(expected, Source(new AlignedSampleOptions { KeepTogether = keepTogether }).BatchLength(batchSize));

    [Fact]
    public void BatchLength_BelowOne_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Source(new AlignedSampleOptions()).BatchLength(0));

    [Fact]
    public void HistoryOf_IsStrictlyEarlierThanThePositive()
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions());
        AlignedSample sample = source.Epoch(3).First(sample => sample is { User: 0, Position: 2, Label: true });
        Assert.Equal([0, 1], source.HistoryOf(sample));
        Assert.DoesNotContain(sample.Item, source.HistoryOf(sample));
    }

    [Fact]
    public void Epoch_SameNumber_SameSamples_OtherNumber_OtherOrder()
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions());
        Assert.Equal(source.Epoch(1), Source(new AlignedSampleOptions()).Epoch(1));
        Assert.NotEqual(source.Epoch(1), source.Epoch(2));
    }

    [Fact]
    public void Epoch_OnePositionAUser_ChangesWithTheEpoch()
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions { PositionsPerUser = 1 });
        Assert.Equal(2 * 5, source.SamplesPerEpoch);
        var positions = Enumerable.Range(0, 30).Select(epoch => source.Epoch(epoch).First(sample => sample is { User: 0, Label: true }).Position);
        Assert.Equal([1, 2, 3], positions.Distinct().Order());
    }

    [Fact]
    public void WithSeed_DrawsOthersOfTheSamePlaces()
    {
        AlignedSampleSource source = Source(new AlignedSampleOptions());
        AlignedSampleSource other = source.WithSeed(6);
        Assert.Equal(source.SamplesPerEpoch, other.SamplesPerEpoch);
        Assert.NotEqual(source.Epoch(0), other.Epoch(0));
        Assert.Equal(source.Epoch(0).Where(sample => sample.Label).OrderBy(Place), other.Epoch(0).Where(sample => sample.Label).OrderBy(Place));
        Assert.Equal(source.Epoch(0), other.WithSeed(5).Epoch(0));

        static (int User, int Position) Place(AlignedSample sample) => (sample.User, sample.Position);
    }

    [Fact]
    public void Constructor_NobodyHasAHistory_Throws()
    {
        var train = new TrainView(1, 3, [0], [0], [1]);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new AlignedSampleSource(train, Negatives(train), new AlignedSampleOptions(), seed: 1));
        Assert.Contains("no user with more than 1 items", fault.Message);
    }

    [Fact]
    public void Constructor_FaultyOptions_NamesEveryFault()
    {
        var options = new AlignedSampleOptions { NegativesPerPositive = 0, PositionsPerUser = 0, MinHistory = -1 };
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Source(options));
        Assert.Contains("NegativesPerPositive is 0", fault.Message);
        Assert.Contains("PositionsPerUser is 0", fault.Message);
        Assert.Contains("MinHistory is -1", fault.Message);
    }

    private static AlignedSampleSource Source(AlignedSampleOptions options) => new(Train, Negatives(Train), options, seed: 5);

    private static TrainingNegatives Negatives(TrainView train) => new(UserPositives.OfTraining(train), new UniformNegativeSampler(train));
}
