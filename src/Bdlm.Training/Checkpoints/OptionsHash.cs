using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bdlm.Checkpoints;

/// <summary>
/// A short text that two runs share only where their options have the same values, so that a run is not resumed with
/// other options by mistake.
/// </summary>
public static class OptionsHash
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new RuntimeTypeConverter() },
    };

    /// <summary>The hash of the public properties' values of some options records, in the given order.</summary>
    /// <param name="options">The options; null counts as a value.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    /// <exception cref="NotSupportedException">An option's value has no text form, as a delegate has none.</exception>
    public static string Compute(params IEnumerable<object?> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var text = new MemoryStream();
        JsonSerializer.Serialize(text, options.ToArray(), Json);
        return Convert.ToHexStringLower(SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length)));
    }
}
