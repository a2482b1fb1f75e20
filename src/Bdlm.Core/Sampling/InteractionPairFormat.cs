using System.Text.Json;

namespace Bdlm.Sampling;

/// <summary>Interaction pairs in files: <c>{"user": 3, "positive": 7, "negative": 4}</c>.</summary>
internal sealed class InteractionPairFormat : QuestionFormat<InteractionPair>
{
    /// <summary>The one instance; it has no state.</summary>
    public static readonly InteractionPairFormat Instance = new();

    /// <inheritdoc/>
    public override string Name => "bdlm-pairs";

    /// <inheritdoc/>
    public override string? FaultOf(InteractionPair row, QuestionHeader header) => row.Positive == row.Negative
        ? $"item {row.Positive} is both positive and negative of user {row.User}; expected different items"
        : header.FaultOfUser(row.User) ?? header.FaultOfItem(row.Positive) ?? header.FaultOfItem(row.Negative);

    /// <inheritdoc/>
    public override void AddTo(ContentHash hash, InteractionPair row) => hash.Add(row.User, row.Positive, row.Negative);

    /// <inheritdoc/>
    public override string Write(InteractionPair row) => $"{{\"user\": {row.User}, \"positive\": {row.Positive}, \"negative\": {row.Negative}}}";

    /// <inheritdoc/>
    public override InteractionPair Read(ref QuestionReader reader)
    {
        var row = new InteractionPair(reader.Int("user"), reader.Int("positive"), reader.Int("negative"));
        reader.Expect(JsonTokenType.EndObject);
        return row;
    }
}
