namespace Bdlm.Sampling;

/// <summary>Draws the negatives of a training batch: k for each positive pair. As thread-safe as the sampler.</summary>
/// <remarks>
/// With <see cref="UserPositives.OfAll"/> no negative is a positive of any split, at the price that training is told, by
/// omission, which items not to push down; with <see cref="UserPositives.OfTraining"/> training knows nothing of the held-out
/// rows, at the price of some false negatives.
/// </remarks>
public sealed class TrainingNegatives
{
    private readonly UserPositives _positives;
    private readonly INegativeSampler _sampler;

    /// <summary>Joins a sampler with the items it must not draw.</summary>
    /// <param name="positives">Each user's excluded items.</param>
    /// <param name="sampler">Draws the negatives.</param>
    public TrainingNegatives(UserPositives positives, INegativeSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(sampler);
        _positives = positives;
        _sampler = sampler;
    }

    /// <summary>Draws the negatives of a batch, different ones within a pair.</summary>
    /// <param name="userIds">Dense user id of each pair.</param>
    /// <param name="positiveIds">Dense item id of each pair.</param>
    /// <param name="negatives">Receives k negatives a pair, pair after pair (<c>[pairs, k]</c> in row-major order).</param>
    /// <param name="random">The generator; the draw depends on nothing else.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="InvalidOperationException">A user has too few items left.</exception>
    public void Fill(ReadOnlySpan<int> userIds, ReadOnlySpan<int> positiveIds, Span<int> negatives, Random random)
    {
        if (userIds.Length != positiveIds.Length)
        {
            throw new ArgumentException($"userIds holds {userIds.Length} and positiveIds {positiveIds.Length} ids; expected equal lengths. Give one of each a pair.", nameof(positiveIds));
        }

        if (userIds.Length == 0 ? negatives.Length > 0 : negatives.Length % userIds.Length != 0)
        {
            throw new ArgumentException($"negatives holds {negatives.Length} places; expected a multiple of the {userIds.Length} pairs. Give k places a pair.", nameof(negatives));
        }

        int each = userIds.Length == 0 ? 0 : negatives.Length / userIds.Length;
        for (int pair = 0; pair < userIds.Length; pair++)
        {
            _sampler.Sample(userIds[pair], positiveIds[pair], _positives[userIds[pair]], negatives.Slice(pair * each, each), random);
        }
    }
}
