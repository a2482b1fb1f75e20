using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads interactions and items from delimited text of any layout: CSV, tab separated, "::" and the like. LF or CRLF,
/// gzip as it is, blanks around fields left out, empty lines passed over and counted.
/// </summary>
public static class DelimitedReader
{
    /// <summary>Reads a file of interactions. Items are called "item ID".</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its layout.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file does not hold what the options say.</exception>
    public static InteractionDataSet Read(string path, DelimitedOptions options) =>
        InteractionDataSet.Join(Assemble(path, options), CatalogFile.None);

    /// <summary>Reads a file of interactions and a file of items.</summary>
    /// <param name="path">The file of interactions.</param>
    /// <param name="options">Its layout.</param>
    /// <param name="itemPath">The file of items.</param>
    /// <param name="itemOptions">Its layout.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file does not hold what its options say.</exception>
    public static InteractionDataSet Read(string path, DelimitedOptions options, string itemPath, DelimitedItemOptions itemOptions)
    {
        CatalogFile items = ReadItemFile(itemPath, itemOptions);
        return InteractionDataSet.Join(Assemble(path, options), items);
    }

    /// <summary>Reads a file of items alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its layout.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file does not hold what the options say.</exception>
    public static CatalogSource ReadItems(string path, DelimitedItemOptions options) => ReadItemFile(path, options).Source;

    internal static CatalogFile ReadItemFile(string path, DelimitedItemOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return CatalogFile.Read(Open(path, options), options.Duplicates, table =>
        {
            var header = new TableHeader(table);
            int id = header.Find(options.Id, "item's id");
            int? title = options.Title is { } titleColumn ? header.Find(titleColumn, "title") : null;
            int? categories = options.Categories is { } categoryColumn ? header.Find(categoryColumn, "categories") : null;
            return (catalog => catalog.Add(table, id, TextOrNone(table, title), Categories(table, categories, options)), options.HasHeader);
        });
    }

    private static AssembledLog Assemble(string path, DelimitedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using TableScanner table = Open(path, options);
        var interactions = new InteractionAssembler();
        interactions.AddTable(table, options.HasHeader, header => new InteractionFields(
            header.Find(options.User, "user"),
            header.Find(options.Item, "item"),
            options.Rating is { } rating ? header.Find(rating, "rating") : null,
            options.Time is { } time ? header.Find(time, "time") : null));
        return interactions.Complete(options.Duplicates);
    }

    private static TableScanner Open(string path, TableOptions options) =>
        new(path, options.Encoding ?? TextEncoding.Utf8, options.Delimiter, quotes: options.Quotes);

    private static string TextOrNone(TableScanner table, int? field) => field is { } given ? table.Text(given) : string.Empty;

    private static string[] Categories(TableScanner table, int? field, DelimitedItemOptions options)
    {
        string[] categories = TextOrNone(table, field).Split(options.CategorySeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return options.NoCategory is null ? categories : [.. categories.Where(category => category != options.NoCategory)];
    }
}
