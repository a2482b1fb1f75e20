using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bdlm.Lab.Reproduction.Results;

/// <summary>Arrays of numbers on one line: thousands of ranks would otherwise make as many lines. Numbers read back to the same bits.</summary>
internal sealed class NumberLineConverter<T> : JsonConverter<T[]>
    where T : INumber<T>
{
    public override T[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected an array of numbers.");
        }

        List<T> values = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(JsonSerializer.Deserialize<T>(ref reader, options)!);
        }

        return [.. values];
    }

    public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options)
    {
        var line = new StringBuilder("[");
        for (int place = 0; place < value.Length; place++)
        {
            line.Append(place == 0 ? "" : ",").Append(JsonSerializer.Serialize(value[place], options));
        }

        writer.WriteRawValue(line.Append(']').ToString());
    }
}
