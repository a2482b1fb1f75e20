using Bdlm.Data;
using Bdlm.Sampling;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>What is known of the ranking questions besides the answers, one entry a question, for breakdowns.</summary>
/// <param name="Users">Dense user ids.</param>
/// <param name="Activity">How many training interactions the user has.</param>
/// <param name="Popularity">How many training interactions the target has.</param>
internal sealed record QuestionFacts(int[] Users, int[] Activity, int[] Popularity)
{
    /// <summary>Reads the facts of candidate lists; counts come from the training part alone.</summary>
    public static QuestionFacts Of(TrainView train, CandidateSet candidates)
    {
        candidates.EnsureFits(train);
        int[] users = [.. candidates.Lists.Select(list => list.User)];
        var popularity = new int[users.Length];
        for (int question = 0; question < users.Length; question++)
        {
            popularity[question] = train.ItemCounts[candidates.Lists[question].Target];
        }

        return new QuestionFacts(users, [.. users.Select(user => train.ItemsOf(user).Length)], popularity);
    }

    /// <summary>The facts of some users, in their order.</summary>
    /// <exception cref="InvalidDataException">There is a user without a question.</exception>
    public QuestionFacts For(IReadOnlyList<int> users)
    {
        Dictionary<int, int> places = Users.Select((user, place) => (user, place)).ToDictionary(entry => entry.user, entry => entry.place);
        int[] chosen = [.. users.Select(user => places.TryGetValue(user, out int place) ? place : throw new InvalidDataException($"user {user} was judged but has no ranking question; expected users of the candidate lists. Use the lists that the cells were run with."))];
        return new QuestionFacts([.. users], [.. chosen.Select(place => Activity[place])], [.. chosen.Select(place => Popularity[place])]);
    }
}
