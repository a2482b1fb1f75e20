using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads RecBole's atomic files, tab separated with a typed header: <c>.inter</c>
/// (<c>user_id:token item_id:token rating:float timestamp:float</c>) and <c>.item</c>
/// (<c>item_id:token movie_title:token_seq class:token_seq</c>).
/// </summary>
public static class RecBoleReader
{
    private static readonly string[] IdTypes = ["token"];
    private static readonly string[] NumberTypes = ["float", "token"];
    private static readonly string[] TextTypes = ["token", "token_seq"];

    /// <summary>Reads a file of interactions and a file of items.</summary>
    /// <param name="interactionPath">The <c>.inter</c> file.</param>
    /// <param name="itemPath">The <c>.item</c> file; null to do without, and items are called "item ID".</param>
    /// <param name="options">Field names, encoding and repeated pairs.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static InteractionDataSet Read(string interactionPath, string? itemPath = null, RecBoleOptions? options = null)
    {
        options ??= new RecBoleOptions();
        options.Validate();
        CatalogFile items = itemPath is null ? CatalogFile.None : ReadItems(itemPath, options);
        using TableScanner table = Open(interactionPath, options);
        var interactions = new InteractionAssembler();
        interactions.AddTable(table, hasHeader: true, first =>
        {
            var header = new RecBoleHeader(table, first.Names);
            return new InteractionFields(
                header.Find(options.UserField, IdTypes),
                header.Find(options.ItemField, IdTypes),
                header.FindOptional(options.RatingField, NumberTypes),
                header.FindOptional(options.TimeField, NumberTypes));
        });
        return InteractionDataSet.Join(interactions.Complete(options.Duplicates), items);
    }

    /// <summary>Reads a folder with one <c>.inter</c> file and perhaps one <c>.item</c> file, packed (<c>.gz</c>) or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Field names, encoding and repeated pairs.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">There is no <c>.inter</c> file, or there are several.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static InteractionDataSet ReadFolder(string folder, RecBoleOptions? options = null)
    {
        SourceStream.RequireFolder(folder);
        string interactions = Only(folder, ".inter") ?? throw new FileNotFoundException($"{folder} holds no .inter file; expected one such as ml-100k.inter. Unpack the data set there.", folder);
        return Read(interactions, Only(folder, ".item"), options);
    }

    private static TableScanner Open(string path, RecBoleOptions options) => new(path, options.Encoding ?? TextEncoding.Utf8, "\t");

    private static string? Only(string folder, string extension)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*" + extension), .. Directory.EnumerateFiles(folder, "*" + extension + ".gz")];
        return files.Length <= 1
            ? files.FirstOrDefault()
            : throw new FileNotFoundException($"{folder} holds {files.Length} {extension} files; expected one. Name the file with {nameof(Read)}.", folder);
    }

    private static CatalogFile ReadItems(string path, RecBoleOptions options) =>
        CatalogFile.Read(Open(path, options), options.Duplicates, table =>
        {
            var header = new RecBoleHeader(table, new TableHeader(table).Names);
            int id = header.Find(options.ItemField, IdTypes);
            int? title = header.FindFirst(options.TitleFields, TextTypes);
            int? categories = header.FindFirst(options.CategoryFields, TextTypes);
            string? separator = categories is { } field && header.IsSequence(field) ? options.SequenceSeparator : null;
            return (catalog => catalog.Add(table, id, title is { } titleField ? table.Text(titleField) : string.Empty, Categories(table, categories, separator)), Header: true);
        });

    private static string[] Categories(TableScanner table, int? field, string? separator)
    {
        string text = field is { } given ? table.Text(given) : string.Empty;
        return text.Length == 0 ? [] : separator is null ? [text] : text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
