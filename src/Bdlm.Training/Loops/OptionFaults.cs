namespace Bdlm.Loops;

/// <summary>Collects what is wrong with a set of options, so that a user sees every fault at once.</summary>
internal static class OptionFaults
{
    /// <summary>Throws one exception with every fault that applies.</summary>
    public static void ThrowIfAny(string options, params ReadOnlySpan<(bool Applies, string Fault)> faults)
    {
        var found = new List<string>();
        foreach ((bool applies, string fault) in faults)
        {
            if (applies)
            {
                found.Add(fault);
            }
        }

        if (found.Count > 0)
        {
            throw new ArgumentException($"{options} cannot be used: {string.Join(" ", found)}");
        }
    }
}
