namespace Bdlm.Lab.Sources;

/// <summary>The formats that the Lab reads.</summary>
internal static class DataFormats
{
    /// <summary>All formats; those with the more telling files first.</summary>
    public static IReadOnlyList<IDataFormat> All { get; } =
    [
        new LightGcnFormat(),
        new ReChorusFormat(),
        new NcfFormat(),
        new MovieLensFormat(),
        new RecBoleFormat(),
        new TitledHistoryFormat(),
        new SequencesFormat(),
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(format => format.Name));

    /// <summary>The format of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IDataFormat Find(string name) => All.FirstOrDefault(format => format.Name == name)
        ?? throw new ArgumentException($"there is no format {name}; expected one of {Names}.");

    /// <summary>The format of a folder's files.</summary>
    /// <exception cref="IOException">They are of none that is known, or of several.</exception>
    public static IDataFormat Detect(string folder)
    {
        IDataFormat[] found = [.. All.Where(format => format.Recognizes(folder))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new FileNotFoundException($"{folder} holds no data set that is known; expected {string.Join("; or ", All.Select(format => $"{format.Files} ({format.Name})"))}.", folder),
            _ => throw new IOException($"{folder} could be {string.Join(" or ", found.Select(format => format.Name))}. Say which with --format."),
        };
    }

    /// <summary>One line a format, for the help.</summary>
    public static string Describe() => string.Join(Environment.NewLine, All.Select(format => $"  {format.Name,-10} {format.Files}"));
}
