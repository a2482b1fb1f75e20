using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>What a reader made of a data set's files: interactions, what the items are, and a report. Immutable.</summary>
public sealed class InteractionDataSet
{
    /// <summary>Joins the parts.</summary>
    /// <param name="log">The interactions.</param>
    /// <param name="items">The items by original id.</param>
    /// <param name="report">What was read and counted.</param>
    public InteractionDataSet(InteractionLog log, CatalogSource items, ReadReport report)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(report);
        Log = log;
        Items = items;
        Report = report;
        Catalog = items.AlignTo(log.ItemMap);
    }

    /// <summary>The interactions.</summary>
    public InteractionLog Log { get; }

    /// <summary>Every item that the item file describes, by original id; empty where the format has none.</summary>
    public CatalogSource Items { get; }

    /// <summary>The items of <see cref="Log"/>, in its order.</summary>
    public ItemCatalog Catalog { get; }

    /// <summary>What was read, and what was treated by a rule.</summary>
    public ReadReport Report { get; }

    /// <summary>The same data set with a filtered or renumbered log; the catalogue follows. The report stays that of the files.</summary>
    public InteractionDataSet WithLog(InteractionLog log) => new(log, Items, Report);

    internal static InteractionDataSet Join(AssembledLog assembled, CatalogFile items) =>
        new(assembled.Log, items.Source, items.Report(assembled));
}
