namespace Bdlm.Language;

/// <summary>How a <see cref="MixedLanguageModel"/> starts.</summary>
public sealed record MixedLanguageModelOptions
{
    /// <summary>Where the output rows of new tokens come from. Default <see cref="OutputRowsInit.FromInputRows"/>.</summary>
    public OutputRowsInit OutputRows { get; init; } = OutputRowsInit.FromInputRows;

    /// <summary>The standard deviation of random rows, greater than 0; null for the root mean square of the word rows. Default null.</summary>
    public double? RowDeviation { get; init; }

    /// <summary>Throws one exception that names every fault.</summary>
    /// <exception cref="ArgumentException">At least one option is out of its range.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!Enum.IsDefined(OutputRows))
        {
            faults.Add($"OutputRows is {(int)OutputRows}; expected one of {string.Join(", ", Enum.GetNames<OutputRowsInit>())}.");
        }

        if (RowDeviation is double deviation && !(double.IsFinite(deviation) && deviation > 0))
        {
            faults.Add($"RowDeviation is {deviation}; expected a finite number greater than 0, or null.");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"MixedLanguageModelOptions has {faults.Count} fault(s):{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", faults)}");
        }
    }
}
