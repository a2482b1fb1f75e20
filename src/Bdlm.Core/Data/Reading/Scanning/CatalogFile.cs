namespace Bdlm.Data.Reading.Scanning;

/// <summary>What an item file gave.</summary>
/// <param name="Source">The descriptions.</param>
/// <param name="Path">The file; null where there is none.</param>
/// <param name="Repeated">Descriptions left out as repetitions.</param>
/// <param name="BlankLines">Empty lines.</param>
internal sealed record CatalogFile(CatalogSource Source, string? Path, int Repeated, int BlankLines)
{
    public static CatalogFile None { get; } = new(CatalogSource.Empty, null, 0, 0);

    /// <summary>Reads an item file row by row.</summary>
    /// <param name="table">The file; disposed here.</param>
    /// <param name="policy">What to do with repeated items.</param>
    /// <param name="begin">Looks at the first row before it is added; gives the function that adds a row, and whether the first row is a header.</param>
    public static CatalogFile Read(TableScanner table, DuplicatePolicy policy, Func<TableScanner, (Action<CatalogBuilder> Add, bool Header)> begin)
    {
        using (table)
        {
            var catalog = new CatalogBuilder(policy);
            if (table.MoveNext())
            {
                (Action<CatalogBuilder> add, bool header) = begin(table);
                for (bool more = !header || table.MoveNext(); more; more = table.MoveNext())
                {
                    add(catalog);
                }
            }

            return new CatalogFile(catalog.Complete(table.Lines), table.Lines.Path, catalog.Repeated, table.Lines.BlankLines);
        }
    }

    /// <summary>The report of the interactions with this file's counts added.</summary>
    public ReadReport Report(AssembledLog assembled)
    {
        IdMap map = assembled.Log.ItemMap;
        int described = map.Originals.Count(id => Source.TryGet(id, out _));
        return assembled.Report with
        {
            Files = Path is null ? assembled.Report.Files : [.. assembled.Report.Files, Path],
            BlankLines = assembled.Report.BlankLines + BlankLines,
            ItemsWithoutTitle = Source.CountUntitled(map),
            RepeatedItems = Repeated,
            ItemsNeverTaken = Source.Count - described,
        };
    }
}
