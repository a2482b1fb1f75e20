namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>A row's answers of all its seeds. All seeds answered the same users in the same order.</summary>
internal sealed class RowAnswers
{
    /// <summary>Joins the seeds.</summary>
    /// <param name="key">The row's name in the report.</param>
    /// <param name="seeds">At least one; by seed.</param>
    /// <exception cref="ArgumentException">There is no seed.</exception>
    /// <exception cref="InvalidDataException">The seeds answered different users.</exception>
    public RowAnswers(string key, IEnumerable<ModelAnswers> seeds)
    {
        Key = key;
        Seeds = [.. seeds.OrderBy(answers => answers.Seed)];
        if (Seeds.Count == 0)
        {
            throw new ArgumentException($"row {key} has no seed; expected at least one. Leave rows that were not run out.", nameof(seeds));
        }

        foreach (ModelAnswers answers in Seeds.Skip(1))
        {
            ExpectSameUsers(Seeds[0], answers, $"row {key}, seeds {Seeds[0].Seed} and {answers.Seed}");
        }
    }

    /// <summary>The row's name in the report.</summary>
    public string Key { get; }

    /// <summary>By seed.</summary>
    public IReadOnlyList<ModelAnswers> Seeds { get; }

    /// <summary>The number of users.</summary>
    public int UserCount => Seeds[0].UserCount;

    /// <summary>Whether every seed has the figure.</summary>
    public bool Knows(Measure measure) => Seeds.All(measure.IsKnown);

    /// <summary>Each user's value, averaged over the seeds.</summary>
    /// <param name="measure">A mean over users.</param>
    public double[] PerUser(Measure measure)
    {
        double[][] values = [.. Seeds.Select(answers => measure.PerUser!(answers))];
        return [.. Enumerable.Range(0, UserCount).Select(user => values.Average(seed => seed[user]))];
    }

    /// <summary>The mean over seeds of a figure of decisions, over a sample of users.</summary>
    /// <param name="measure">A ratio of sums over users.</param>
    /// <param name="users">Places of users, some of them repeated.</param>
    public double OfSample(Measure measure, ReadOnlySpan<int> users)
    {
        double sum = 0;
        foreach (ModelAnswers answers in Seeds)
        {
            sum += measure.OfCounts!(DecisionCounts.Sum(answers.Decisions, users));
        }

        return sum / Seeds.Count;
    }

    /// <summary>Refuses to compare answers to different questions.</summary>
    /// <exception cref="InvalidDataException">The users differ, or the pairs' labels do where both have some.</exception>
    public static void ExpectSameUsers(ModelAnswers first, ModelAnswers second, string place)
    {
        bool areSame = first.Result.Users.AsSpan().SequenceEqual(second.Result.Users)
            && (!first.HasPairs || !second.HasPairs || first.Result.Labels == second.Result.Labels);
        if (!areSame)
        {
            throw new InvalidDataException($"{place} answered different questions; expected the same users in the same order with the same labels. Run both with one --question-seed and the same users.");
        }
    }
}
