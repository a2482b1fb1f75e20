namespace Bdlm.Recommending;

/// <summary>Scores items for a user without tensors: what evaluation asks of a baseline. Safe to call from several threads.</summary>
public interface IItemScorer
{
    /// <summary>The number of items |I|.</summary>
    int ItemCount { get; }

    /// <summary>Writes the score of each candidate; larger is better.</summary>
    /// <param name="user">Dense user id.</param>
    /// <param name="history">The items that are known of the user, oldest first; the target is not among them.</param>
    /// <param name="candidates">Items in [0, ItemCount).</param>
    /// <param name="scores">Receives one score a candidate.</param>
    /// <exception cref="ArgumentException">Candidates and scores differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An item lies outside its range.</exception>
    void Score(int user, ReadOnlySpan<int> history, ReadOnlySpan<int> candidates, Span<float> scores);
}
