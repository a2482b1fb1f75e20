namespace Bdlm.Data;

/// <summary>Turns ratings into implicit feedback: what is rated high enough counts as taken.</summary>
public static class RatingThreshold
{
    /// <summary>Keeps the rows whose rating is at least <paramref name="minimum"/>, and the users and items that still have one.</summary>
    /// <param name="log">The log; it is not changed.</param>
    /// <param name="minimum">The lowest rating that stays, such as 4.</param>
    /// <returns>A log with its own id maps; rows, users and items keep their order. Empty if no rating is high enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is not a number.</exception>
    public static InteractionLog Apply(InteractionLog log, float minimum)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (float.IsNaN(minimum))
        {
            throw new ArgumentOutOfRangeException(nameof(minimum), "minimum is NaN; expected a rating such as 4. Every comparison with NaN is false.");
        }

        var kept = new bool[log.Count];
        for (int row = 0; row < kept.Length; row++)
        {
            kept[row] = log.Ratings[row] >= minimum;
        }

        return LogSelection.Keep(log, kept);
    }
}
