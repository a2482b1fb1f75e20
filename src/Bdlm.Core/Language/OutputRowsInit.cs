namespace Bdlm.Language;

/// <summary>Where the output rows of users, items and reserved tokens come from.</summary>
public enum OutputRowsInit
{
    /// <summary>Rows of their own that start equal to the input rows, also when these are preloaded.</summary>
    FromInputRows,

    /// <summary>The input rows themselves: one parameter, whose gradient sums both uses.</summary>
    Tied,

    /// <summary>Random rows of their own that preloading leaves alone.</summary>
    Random,
}
