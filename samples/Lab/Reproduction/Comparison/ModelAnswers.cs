using Bdlm.Lab.Reproduction.Results;
using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>
/// What one model of one seed answered, user by user: the user is the unit of every test and interval. Pair questions stand
/// two a user in the order of the ranking questions.
/// </summary>
internal sealed class ModelAnswers
{
    private const int PairsPerUser = 2;

    private ModelAnswers(int seed, ModelResult result)
    {
        Seed = seed;
        Result = result;
        FirstHits = [.. result.Ranks.Select(rank => RankingMetrics.Hit(rank, 1))];
        SecondHits = [.. result.Ranks.Select(rank => RankingMetrics.Hit(rank, 2))];
        ReciprocalRanks = [.. result.Ranks.Select(rank => 1.0 / rank)];
        Decisions = [.. Enumerable.Range(0, result.Users.Length).Select(CountsOf)];
    }

    /// <summary>The run's seed.</summary>
    public int Seed { get; }

    /// <summary>The answers as they were stored.</summary>
    public ModelResult Result { get; }

    /// <summary>The number of users.</summary>
    public int UserCount => Result.Users.Length;

    /// <summary>1 where the user's target came first, else 0.</summary>
    public double[] FirstHits { get; }

    /// <summary>1 where the user's target came first or second, else 0.</summary>
    public double[] SecondHits { get; }

    /// <summary>1 / rank of each user's target.</summary>
    public double[] ReciprocalRanks { get; }

    /// <summary>The counts of each user's pair questions; empty counts where no pair was asked.</summary>
    public DecisionCounts[] Decisions { get; }

    /// <summary>Whether pair questions were asked.</summary>
    public bool HasPairs => Result.Labels.Length > 0;

    /// <summary>Reads the answers of a cell's model.</summary>
    /// <exception cref="InvalidDataException">The parts of the answers do not fit each other; names cell and model.</exception>
    public static ModelAnswers Of(CellFile cell, ModelResult result)
    {
        string place = $"cell {cell.Id}, model {result.Name}";
        int users = result.Users.Length;
        Expect(users > 0 && result.Ranks.Length == users, $"{place}: {users} users and {result.Ranks.Length} ranks; expected one rank a user and at least one user. Run the cell again.");
        Expect(result.Users.Distinct().Count() == users, $"{place}: a user stands twice among the {users} users; expected one ranking question a user, since the user is the unit of the tests.");
        Expect(result.Ranks.All(rank => rank >= 1), $"{place}: rank {result.Ranks.Min()}; expected ranks of at least 1. Run the cell again.");
        Expect(result.Decisions.Length == result.Labels.Length, $"{place}: {result.Decisions.Length} decisions and {result.Labels.Length} labels; expected as many. Run the cell again.");
        Expect(result.Labels.Length == 0 || result.Labels.Length == PairsPerUser * users, $"{place}: {result.Labels.Length} pair questions for {users} users; expected {PairsPerUser} a user, in the users' order.");
        Expect((result.Decisions + result.Labels).All(answer => answer is '0' or '1'), $"{place}: decisions and labels hold other characters than 0 and 1. Run the cell again.");
        return new ModelAnswers(cell.Seed, result);
    }

    private DecisionCounts CountsOf(int user) => HasPairs
        ? Enumerable.Range(PairsPerUser * user, PairsPerUser).Aggregate(default(DecisionCounts), (sum, pair) => sum + DecisionCounts.Of(Result.Decisions[pair] == '1', Result.Labels[pair] == '1'))
        : default;

    private static void Expect(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException(fault);
        }
    }
}
