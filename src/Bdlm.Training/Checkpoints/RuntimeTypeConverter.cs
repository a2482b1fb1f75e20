using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bdlm.Checkpoints;

/// <summary>
/// Writes a value declared as an abstract type with its own type's name and properties, which JSON would otherwise leave
/// out: two schedules of different kinds must not look alike.
/// </summary>
internal sealed class RuntimeTypeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsAbstract && !typeof(IEnumerable).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Options are hashed, not read back.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(value!.GetType().FullName);
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndArray();
        }
    }
}
