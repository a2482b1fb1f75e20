using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Sampling;

namespace Bdlm.Domain;

/// <summary>The training pairs of one epoch in a seeded random order, each with fresh negatives.</summary>
internal sealed class DomainEpoch
{
    private readonly int[] _users;
    private readonly int[] _positives;
    private readonly int[] _negatives;
    private readonly int _negativesPerPositive;

    /// <summary>Draws an epoch; it depends on the seed and its number alone.</summary>
    public DomainEpoch(TrainView train, TrainingNegatives negatives, int negativesPerPositive, int seed, int epoch)
    {
        var random = new Random(StepSeed.For(seed, 5, epoch));
        _negativesPerPositive = negativesPerPositive;
        var pairs = new (int User, int Item)[train.InteractionCount];
        int place = 0;
        for (int user = 0; user < train.UserCount; user++)
        {
            foreach (int item in train.ItemsOf(user))
            {
                pairs[place++] = (user, item);
            }
        }

        random.Shuffle(pairs);
        _users = [.. pairs.Select(pair => pair.User)];
        _positives = [.. pairs.Select(pair => pair.Item)];
        _negatives = new int[pairs.Length * negativesPerPositive];
        negatives.Fill(_users, _positives, _negatives, random);
    }

    /// <summary>The users, positives and negatives of a batch; users and positives are repeated once a negative.</summary>
    public (long[] Users, long[] Positives, long[] Negatives) Batch(int start, int count)
    {
        int rows = count * _negativesPerPositive;
        var users = new long[rows];
        var positives = new long[rows];
        var negatives = new long[rows];
        for (int row = 0; row < rows; row++)
        {
            int pair = start + (row / _negativesPerPositive);
            users[row] = _users[pair];
            positives[row] = _positives[pair];
            negatives[row] = _negatives[(start * _negativesPerPositive) + row];
        }

        return (users, positives, negatives);
    }
}
