using System.Text.Json;

namespace Bdlm.Sampling;

/// <summary>Candidate lists in files: <c>{"user": 3, "target": 1, "items": [7, 4, 9]}</c>, where target is a place in items.</summary>
internal sealed class CandidateFormat : QuestionFormat<CandidateList>
{
    /// <summary>The one instance; it has no state.</summary>
    public static readonly CandidateFormat Instance = new();

    /// <inheritdoc/>
    public override string Name => "bdlm-candidates";

    /// <inheritdoc/>
    public override string? FaultOf(CandidateList row, QuestionHeader header)
    {
        if ((uint)row.TargetIndex >= (uint)row.Items.Count)
        {
            return $"the target's place is {row.TargetIndex}; expected [0, {row.Items.Count}), a place in the list";
        }

        var seen = new HashSet<int>();
        foreach (int item in row.Items)
        {
            if (header.FaultOfItem(item) is { } fault)
            {
                return fault;
            }

            if (!seen.Add(item))
            {
                return $"item {item} stands twice among the candidates of user {row.User}; expected different items";
            }
        }

        return header.FaultOfUser(row.User);
    }

    /// <inheritdoc/>
    public override void AddTo(ContentHash hash, CandidateList row)
    {
        hash.Add(row.User, row.TargetIndex, row.Items.Count);
        foreach (int item in row.Items)
        {
            hash.Add(item);
        }
    }

    /// <inheritdoc/>
    public override string Write(CandidateList row) =>
        $"{{\"user\": {row.User}, \"target\": {row.TargetIndex}, \"items\": [{string.Join(", ", row.Items)}]}}";

    /// <inheritdoc/>
    public override CandidateList Read(ref QuestionReader reader)
    {
        int user = reader.Int("user");
        int target = reader.Int("target");
        int[] items = reader.Ints("items");
        reader.Expect(JsonTokenType.EndObject);
        return new CandidateList(user, items, target);
    }
}
