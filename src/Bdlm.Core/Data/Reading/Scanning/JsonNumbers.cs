using System.Text.Json;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Numbers of a JSON text.</summary>
internal static class JsonNumbers
{
    /// <summary>A whole number; false where the value is anything else.</summary>
    public static bool TryWhole(this JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }
}
