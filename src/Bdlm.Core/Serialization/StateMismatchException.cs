namespace Bdlm.Serialization;

/// <summary>A saved state does not fit the object that it should be loaded into. Nothing was loaded.</summary>
public sealed class StateMismatchException : Exception
{
    /// <summary>Names everything that does not fit.</summary>
    /// <param name="missing">Names that the object has and the state lacks.</param>
    /// <param name="unexpected">Names that the state has and the object lacks.</param>
    /// <param name="misshapen">Sentences such as "users is [2, 3] Float32, expected [4, 3] Float32".</param>
    public StateMismatchException(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshapen)
        : base(Describe(missing, unexpected, misshapen))
    {
        Missing = missing;
        Unexpected = unexpected;
        Misshapen = misshapen;
    }

    /// <summary>Names that the object has and the state lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Names that the state has and the object lacks.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Tensors of the wrong shape or type, each with what it is and what was expected.</summary>
    public IReadOnlyList<string> Misshapen { get; }

    private static string Describe(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshapen)
    {
        List<string> parts = [];
        Add(parts, "missing", missing);
        Add(parts, "unexpected", unexpected);
        Add(parts, "of the wrong shape or type", misshapen);
        return $"The saved state does not fit, and nothing was loaded. {string.Join(" ", parts)} "
            + "Build the object with the options that the state was saved with.";
    }

    private static void Add(List<string> parts, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            parts.Add($"{names.Count} {what}: {string.Join("; ", names)}.");
        }
    }
}
