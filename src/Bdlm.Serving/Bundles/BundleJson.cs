using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bdlm.Prompts;

namespace Bdlm.Bundles;

/// <summary>How a bundle's JSON is written; everything unknown, missing, repeated or null where it may not be is an error.</summary>
internal static class BundleJson
{
    /// <summary>The manifest: for people, too.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>One object a line.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            WriteIndented = indented,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            // Titles' letters stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new TemplateConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class TemplateConverter : JsonConverter<PromptTemplate>
    {
        public override PromptTemplate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return new PromptTemplate(reader.GetString() ?? throw new JsonException("A prompt template is null; expected its text."));
            }
            catch (ArgumentException fault)
            {
                throw new JsonException(fault.Message, fault);
            }
        }

        public override void Write(Utf8JsonWriter writer, PromptTemplate value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
