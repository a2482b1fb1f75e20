namespace Bdlm.Sampling;

/// <summary>Draws items that a user did not take.</summary>
public interface INegativeSampler
{
    /// <summary>What the sampler does, in a few words, for reports and saved candidate sets; the type's name unless overridden.</summary>
    string Description => GetType().Name;

    /// <summary>Fills <paramref name="negatives"/> with different items, none of them excluded.</summary>
    /// <param name="user">Dense user id.</param>
    /// <param name="positive">The positive item that the negatives are to stand beside; never drawn itself.</param>
    /// <param name="excluded">Items that must not be drawn: the user's positives of every split (see <see cref="UserPositives"/>).</param>
    /// <param name="negatives">Receives the draw.</param>
    /// <param name="random">The generator; the draw depends on nothing else.</param>
    /// <exception cref="InvalidOperationException">Too few items are left to draw from.</exception>
    void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random);
}
