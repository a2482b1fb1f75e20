namespace Bdlm.Data.Reading;

/// <summary>Which column of a delimited file of items holds what. Default: id and title in the first two columns, separated by a tab, no header.</summary>
public sealed record DelimitedItemOptions : TableOptions
{
    /// <summary>The column of the item's id. Default: 0.</summary>
    public DataColumn Id { get; init; } = 0;

    /// <summary>The column of the title; null where there is none. Default: 1.</summary>
    public DataColumn? Title { get; init; } = 1;

    /// <summary>The column of the categories; null where there is none.</summary>
    public DataColumn? Categories { get; init; }

    /// <summary>What stands between categories of one field. Default: "|".</summary>
    public string CategorySeparator { get; init; } = "|";

    /// <summary>The text that a file uses for "no category"; null where it has none.</summary>
    public string? NoCategory { get; init; }

    /// <inheritdoc/>
    internal override IEnumerable<(string Role, DataColumn Column)> Columns()
    {
        yield return (nameof(Id), Id);
        if (Title is { } title)
        {
            yield return (nameof(Title), title);
        }

        if (Categories is { } categories)
        {
            yield return (nameof(Categories), categories);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Faults() => string.IsNullOrEmpty(CategorySeparator)
        ? [.. base.Faults(), "CategorySeparator is empty; expected at least one character such as \"|\"."]
        : base.Faults();
}
