namespace Bdlm.Data.Reading;

/// <summary>Which fields of RecBole's atomic files hold what. The defaults are the names of RecBole's own data sets.</summary>
public sealed record RecBoleOptions : ReadOptions
{
    /// <summary>The field of the user's id, of type token. Default: <c>user_id</c>.</summary>
    public string UserField { get; init; } = "user_id";

    /// <summary>The field of the item's id, of type token. Default: <c>item_id</c>.</summary>
    public string ItemField { get; init; } = "item_id";

    /// <summary>The field of the rating, of type float. A file without it has ratings of 1. Default: <c>rating</c>.</summary>
    public string RatingField { get; init; } = "rating";

    /// <summary>The field of the time, of type float (rounded down). In a file without it the row number stands for the time. Default: <c>timestamp</c>.</summary>
    public string TimeField { get; init; } = "timestamp";

    /// <summary>The fields that may hold the title, of type token or token_seq; the first that a file has is taken.</summary>
    public IReadOnlyList<string> TitleFields { get; init; } = ["movie_title", "title", "item_title", "name"];

    /// <summary>The fields that may hold categories, of type token or token_seq (then one category a token); the first that a file has is taken.</summary>
    public IReadOnlyList<string> CategoryFields { get; init; } = ["class", "genre", "genres", "category", "categories"];

    /// <summary>What stands between the tokens of a sequence of categories. Default: a blank.</summary>
    public string SequenceSeparator { get; init; } = " ";

    /// <inheritdoc/>
    protected override IEnumerable<string> Faults() => string.IsNullOrEmpty(SequenceSeparator)
        ? [.. base.Faults(), "SequenceSeparator is empty; expected at least one character such as \" \"."]
        : base.Faults();
}
