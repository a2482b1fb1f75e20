namespace Bdlm.Data.Reading;

/// <summary>What every reader can be told.</summary>
public record ReadOptions
{
    /// <summary>The file's encoding; null for the usual one of the format (Latin-1 for MovieLens' original files, UTF-8 for the rest).</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>What to do with repeated pairs of user and item, and with repeated items of an item file. Default: <see cref="DuplicatePolicy.KeepFirst"/>.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.KeepFirst;

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message lists every fault.</exception>
    public void Validate()
    {
        List<string> faults = [.. Faults()];
        if (faults.Count > 0)
        {
            throw new ArgumentException($"{GetType().Name} has {faults.Count} fault(s): {string.Join(" ", faults)}");
        }
    }

    /// <summary>The faults of these options as sentences; none if all is well.</summary>
    protected virtual IEnumerable<string> Faults()
    {
        if (Encoding is { } encoding && !Enum.IsDefined(encoding))
        {
            yield return $"Encoding is {(int)encoding}; expected Utf8, Latin1 or null. Convert files of another encoding to UTF-8.";
        }

        if (!Enum.IsDefined(Duplicates))
        {
            yield return $"Duplicates is {(int)Duplicates}; expected KeepFirst, KeepLast or Error.";
        }
    }
}
