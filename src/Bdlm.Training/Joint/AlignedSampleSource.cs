using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Sampling;

namespace Bdlm.Joint;

/// <summary>
/// Draws an epoch's aligned samples: places in users' histories, each with its positive and fresh negatives, in random order. What is drawn together stays
/// together, unless <see cref="AlignedSampleOptions.KeepTogether"/> says otherwise.
/// An epoch depends on the seed and its number alone.
/// </summary>
public sealed class AlignedSampleSource : IAlignedSamples
{
    private readonly TrainView _train;
    private readonly TrainingNegatives _negatives;
    private readonly AlignedSampleOptions _options;
    private readonly int _seed;
    private readonly int _users;

    /// <summary>Makes a source.</summary>
    /// <param name="train">The training interactions.</param>
    /// <param name="negatives">Draws the negatives.</param>
    /// <param name="options">How many samples.</param>
    /// <param name="seed">The run's seed.</param>
    public AlignedSampleSource(TrainView train, TrainingNegatives negatives, AlignedSampleOptions options, int seed)
    {
        options.Validate();
        _train = train;
        _negatives = negatives;
        _options = options;
        _seed = seed;
        _users = Math.Min(options.Users ?? train.UserCount, train.UserCount);
        SamplesPerEpoch = Enumerable.Range(0, _users).Sum(PlacesOf) * (1 + options.NegativesPerPositive);
        if (SamplesPerEpoch == 0)
        {
            throw new ArgumentException($"train holds no user with more than {options.MinHistory} items among the first {_users}; expected at least one. Lower MinHistory, raise Users or give more data.", nameof(train));
        }
    }

    /// <summary>The same places with other draws.</summary>
    public AlignedSampleSource WithSeed(int seed) => new(_train, _negatives, _options, seed);

    /// <summary>The training interactions that histories are read from.</summary>
    public TrainView Train => _train;

    /// <inheritdoc/>
    public int SamplesPerEpoch { get; }

    /// <summary>
    /// The number of samples in a batch of at most <paramref name="batchSize"/>: as many whole groups of a positive and its negatives as fit. A batch
    /// size below one group, or samples that are not kept together, are taken as they are. 16 samples with 4 negatives a positive are 15.
    /// </summary>
    /// <param name="batchSize">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public int BatchLength(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        int group = _options.KeepTogether ? 1 + _options.NegativesPerPositive : 1;
        return batchSize < group ? batchSize : batchSize / group * group;
    }

    /// <inheritdoc/>
    public AlignedSample[] Epoch(int epoch)
    {
        var random = new Random(StepSeed.For(_seed, 1, epoch));
        AlignedSample[][] groups = [.. Draw(random)];
        if (_options.KeepTogether)
        {
            random.Shuffle(groups);
            return [.. groups.SelectMany(group => group)];
        }

        AlignedSample[] samples = [.. groups.SelectMany(group => group)];
        random.Shuffle(samples);
        return samples;
    }

    /// <inheritdoc/>
    public int[] HistoryOf(AlignedSample sample) => _train.ItemsOf(sample.User)[..sample.Position].ToArray();

    // A positive with its negatives, for every place of every user.
    private IEnumerable<AlignedSample[]> Draw(Random random)
    {
        var negatives = new int[_options.NegativesPerPositive];
        for (int user = 0; user < _users; user++)
        {
            foreach (int position in DrawPositions(user, random))
            {
                int positive = _train.ItemsOf(user)[position];
                _negatives.Fill([user], [positive], negatives, random);
                yield return [new AlignedSample(user, position, positive, Label: true), .. negatives.Select(item => new AlignedSample(user, position, item, Label: false))];
            }
        }
    }

    private int PlacesOf(int user)
    {
        int places = Math.Max(0, _train.ItemsOf(user).Length - _options.MinHistory);
        return Math.Min(places, _options.PositionsPerUser ?? places);
    }

    private int[] DrawPositions(int user, Random random)
    {
        int places = PlacesOf(user);
        int[] all = [.. Enumerable.Range(_options.MinHistory, Math.Max(0, _train.ItemsOf(user).Length - _options.MinHistory))];
        if (places < all.Length)
        {
            random.Shuffle(all);
        }

        return all[..places];
    }
}
