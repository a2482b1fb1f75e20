namespace Bdlm.Sampling;

/// <summary>For whom, beside what and without what a sampler draws.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="Positive">The positive item.</param>
/// <param name="Excluded">Items that must not be drawn.</param>
internal readonly record struct NegativeRequest(int User, int Positive, IReadOnlySet<int> Excluded)
{
    /// <summary>Checks the arguments of <see cref="INegativeSampler.Sample"/>.</summary>
    public static NegativeRequest Create(int user, int positive, IReadOnlySet<int> excluded, Random random, int userCount, int itemCount)
    {
        ArgumentNullException.ThrowIfNull(excluded);
        ArgumentNullException.ThrowIfNull(random);
        IdGuard.Check(user, userCount, nameof(user));
        IdGuard.Check(positive, itemCount, nameof(positive));
        return new NegativeRequest(user, positive, excluded);
    }

    /// <summary>Whether the item may be drawn.</summary>
    public bool Allows(int item) => item != Positive && !Excluded.Contains(item);

    /// <summary>What to throw when the catalogue runs out.</summary>
    /// <param name="asked">How many negatives were asked for.</param>
    /// <param name="left">How many could be given.</param>
    /// <param name="itemCount">The number of items in all.</param>
    public InvalidOperationException Shortage(int asked, int left, int itemCount) => new(
        $"user {User} asks for {asked} negatives beside item {Positive}, but only {left} of {itemCount} items are left ({Excluded.Count} are excluded). Ask for at most {left} negatives, or leave this user out.");
}
