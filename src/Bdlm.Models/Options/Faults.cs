namespace Bdlm.Options;

/// <summary>Gathers what is wrong with a set of options, so that all of it is reported at once.</summary>
internal sealed class Faults(string options)
{
    private readonly List<string> _faults = [];

    /// <summary>Notes a fault unless a rule holds.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="fault">What is wrong, with the actual value and the expected range.</param>
    public Faults Unless(bool holds, FormattableString fault)
    {
        if (!holds)
        {
            _faults.Add(FormattableString.Invariant(fault));
        }

        return this;
    }

    /// <summary>Throws if any fault was noted.</summary>
    public void Throw()
    {
        if (_faults.Count > 0)
        {
            throw new ArgumentException($"{options}: {string.Join(" ", _faults)}");
        }
    }
}
