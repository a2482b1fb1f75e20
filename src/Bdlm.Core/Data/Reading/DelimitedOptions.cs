namespace Bdlm.Data.Reading;

/// <summary>Which column of a delimited file of interactions holds what. Default: user and item in the first two columns, separated by a tab, no header.</summary>
public sealed record DelimitedOptions : TableOptions
{
    /// <summary>The column of the user's id. Default: 0.</summary>
    public DataColumn User { get; init; } = 0;

    /// <summary>The column of the item's id. Default: 1.</summary>
    public DataColumn Item { get; init; } = 1;

    /// <summary>The column of the rating; null where there is none, and every rating is then 1.</summary>
    public DataColumn? Rating { get; init; }

    /// <summary>The column of the time, a number (a fraction is rounded down); null where there is none, and the time is then the row number.</summary>
    public DataColumn? Time { get; init; }

    /// <inheritdoc/>
    internal override IEnumerable<(string Role, DataColumn Column)> Columns()
    {
        yield return (nameof(User), User);
        yield return (nameof(Item), Item);
        if (Rating is { } rating)
        {
            yield return (nameof(Rating), rating);
        }

        if (Time is { } time)
        {
            yield return (nameof(Time), time);
        }
    }
}
