using System.Globalization;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>Collects settings as texts that read alike in every culture.</summary>
internal sealed class SettingText
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The settings by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Adds a setting; null is <c>none</c>.</summary>
    public SettingText Add(string name, object? value)
    {
        _values.Add(name, Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none");
        return this;
    }

    /// <summary>Adds the settings of a part.</summary>
    public SettingText Add(IReadOnlyDictionary<string, string> part)
    {
        foreach ((string name, string value) in part)
        {
            _values.Add(name, value);
        }

        return this;
    }
}
