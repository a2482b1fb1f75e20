using System.Net;
using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads the Amazon folders that generative recommenders are tested on: <c>items.txt</c> with a line
/// <c>semantic id TAB title TAB index</c> an item, and <c>valid.csv</c> with a header and, in each row, a user's item and the
/// items before it as Python lists in quoted cells.
/// </summary>
/// <remarks>
/// <para>
/// A user's rows nest: each repeats the newest items of the rows before it, and adds its own. The log holds every item once where
/// it was added, oldest first. There are no ratings (all are 1) and no times: the row number of the log stands for the time.
/// </para>
/// <para>
/// Titles are decoded from HTML (<c>&amp;rdquo;</c> becomes ”). The title in a row must be the item file's, so that a file of another
/// data set is noticed. Original item ids are the indices of the item file; semantic ids are not kept.
/// </para>
/// </remarks>
public static class TitledHistoryReader
{
    private const int FieldsOfItem = 3;
    private const int TitleField = 1;
    private const int IndexField = 2;

    /// <summary>Reads <c>valid.csv</c> and <c>items.txt</c> of a folder, packed with gzip or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Encoding and repeated pairs: users buy some items again.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static InteractionDataSet ReadFolder(string folder, ReadOptions? options = null)
    {
        SourceStream.RequireFolder(folder);
        return Read(At("valid.csv"), At("items.txt"), options);

        string At(string name) => SourceStream.Find(folder, name) ?? Path.Combine(folder, name);
    }

    /// <summary>Reads a file of histories and a file of items.</summary>
    /// <param name="path">The histories.</param>
    /// <param name="itemPath">The items.</param>
    /// <param name="options">Encoding and repeated pairs: users buy some items again.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static InteractionDataSet Read(string path, string itemPath, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        options.Validate();
        TextEncoding encoding = options.Encoding ?? TextEncoding.Utf8;
        CatalogFile items = ReadItems(itemPath, encoding, options.Duplicates);
        using var table = new TableScanner(path, encoding, ",", quotes: true);
        var interactions = new InteractionAssembler();
        interactions.Begin(table.Lines);
        if (table.MoveNext())
        {
            var rows = new HistoryRows(table, interactions, items.Source);
            while (table.MoveNext())
            {
                rows.Add();
            }
        }

        interactions.End(table.Lines);
        return InteractionDataSet.Join(interactions.Complete(options.Duplicates), items);
    }

    /// <summary>A title as a reader sees it: HTML entities decoded, blanks that do not break made plain.</summary>
    internal static string Plain(string title) => WebUtility.HtmlDecode(title).Replace('\u00A0', ' ').Trim();

    private static CatalogFile ReadItems(string path, TextEncoding encoding, DuplicatePolicy duplicates) => CatalogFile.Read(
        new TableScanner(path, encoding, "\t", FieldsOfItem),
        duplicates,
        table => (Add: catalog => catalog.Add(table, IndexField, Plain(table.Text(TitleField)), []), Header: false));
}
