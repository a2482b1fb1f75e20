using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Paper;

/// <summary>What the paper tells, as far as it was seen: <c>paper-figures.json</c>, which comes with the program.</summary>
internal sealed record PaperFigures
{
    /// <summary>The format of the file.</summary>
    public const string SchemaName = "bdlm-paper-figures/1";

    private const string ResourceName = "paper-figures.json";

    private static readonly Lazy<PaperFigures> Shipped = new(Read);

    /// <summary>The file's format.</summary>
    public required string Schema { get; init; }

    /// <summary>The paper.</summary>
    public required string Paper { get; init; }

    /// <summary>How its figures were made.</summary>
    public required PaperSettings Settings { get; init; }

    /// <summary>Known misprints and gaps.</summary>
    public required IReadOnlyList<string> Cautions { get; init; }

    /// <summary>Its tables.</summary>
    public required IReadOnlyList<PaperTable> Tables { get; init; }

    /// <summary>What its figures show, in words.</summary>
    public required IReadOnlyList<PaperStatement> Statements { get; init; }

    /// <summary>The shipped file.</summary>
    public static PaperFigures Load() => Shipped.Value;

    /// <summary>The paper's table of an experiment on a data set; null where it has none or none was seen.</summary>
    public PaperTable? Find(string experiment, string dataset) =>
        Tables.FirstOrDefault(table => table.Experiment == experiment && string.Equals(table.Dataset, dataset, StringComparison.OrdinalIgnoreCase));

    private static PaperFigures Read()
    {
        using Stream stream = typeof(PaperFigures).Assembly.GetManifestResourceStream(ResourceName)!;
        using var reader = new StreamReader(stream);
        return ResultJson.Parse<PaperFigures>(reader.ReadToEnd(), ResourceName);
    }
}
