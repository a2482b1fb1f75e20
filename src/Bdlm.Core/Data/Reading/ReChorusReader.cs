using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads the layout of ReChorus: tab separated files with a header <c>user_id item_id time</c>, in validation and test
/// files with <c>neg_items</c> such as <c>[3, 17]</c>; <c>item_meta.csv</c> with <c>i_category</c>, perhaps <c>i_title</c>.
/// A column <c>label</c> is read as rating.
/// </summary>
public static class ReChorusReader
{
    private const string UserColumn = "user_id";
    private const string ItemColumn = "item_id";
    private const string TimeColumn = "time";
    private const string LabelColumn = "label";
    private const string NegativesColumn = "neg_items";
    private const string CategoryColumn = "i_category";
    private const string TitleColumn = "i_title";

    /// <summary>Reads one file of interactions; its negatives, if any, are not kept.</summary>
    /// <param name="path">The file.</param>
    /// <param name="itemPath">The item file; null to do without.</param>
    /// <param name="options">Encoding and repeated pairs.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static InteractionDataSet Read(string path, string? itemPath = null, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        options.Validate();
        CatalogFile items = ReadItems(itemPath, options);
        using TableScanner table = Open(path, options);
        var interactions = new InteractionAssembler();
        interactions.AddTable(table, hasHeader: true, Fields);
        return InteractionDataSet.Join(interactions.Complete(options.Duplicates), items);
    }

    /// <summary>Reads a folder: <c>train.csv</c>, and <c>dev.csv</c>, <c>test.csv</c> and <c>item_meta.csv</c> where they are there, with common ids.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Encoding and repeated pairs; a held-out pair that stands in an earlier file too is a repeated pair.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">There is no <c>train.csv</c>.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static PresplitDataSet ReadFolder(string folder, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        options.Validate();
        SourceStream.RequireFolder(folder);
        CatalogFile items = ReadItems(SourceStream.Find(folder, "item_meta.csv"), options);
        var interactions = new InteractionAssembler();
        var negatives = new NegativeLists();
        int files = 0;
        AddFile(SourceStream.Find(folder, "train.csv") ?? Path.Combine(folder, "train.csv"));
        int? validation = AddFile(SourceStream.Find(folder, "dev.csv"));
        int? test = AddFile(SourceStream.Find(folder, "test.csv"));
        return PresplitBuilder.Build(interactions.Complete(options.Duplicates), validation, test, negatives, items);

        int? AddFile(string? path)
        {
            if (path is null)
            {
                return null;
            }

            using TableScanner table = Open(path, options);
            AddRows(table, interactions, negatives);
            return files++;
        }
    }

    private static void AddRows(TableScanner table, InteractionAssembler interactions, NegativeLists negatives)
    {
        int? negativeField = null;
        interactions.AddTable(table, hasHeader: true, Find, AddNegatives);

        InteractionFields Find(TableHeader header)
        {
            negativeField = header.FindOptional(NegativesColumn);
            return Fields(header);
        }

        void AddNegatives(int row)
        {
            if (negativeField is { } field)
            {
                negatives.Add(row, interactions, table, field);
            }
        }
    }

    private static TableScanner Open(string path, ReadOptions options) => new(path, options.Encoding ?? TextEncoding.Utf8, "\t");

    private static InteractionFields Fields(TableHeader header) => new(
        header.Find(UserColumn, "user"),
        header.Find(ItemColumn, "item"),
        header.FindOptional(LabelColumn),
        header.FindOptional(TimeColumn));

    private static CatalogFile ReadItems(string? path, ReadOptions options) => path is null
        ? CatalogFile.None
        : CatalogFile.Read(Open(path, options), options.Duplicates, table =>
        {
            var header = new TableHeader(table);
            int id = header.Find(ItemColumn, "item's id");
            int? title = header.FindOptional(TitleColumn);
            int? category = header.FindOptional(CategoryColumn);
            return (catalog => catalog.Add(table, id, TextOrNone(table, title), CategoriesOf(table, category)), Header: true);
        });

    private static string TextOrNone(TableScanner table, int? field) => field is { } given ? table.Text(given) : string.Empty;

    private static string[] CategoriesOf(TableScanner table, int? field) =>
        TextOrNone(table, field) is { Length: > 0 } category ? [category] : [];
}
