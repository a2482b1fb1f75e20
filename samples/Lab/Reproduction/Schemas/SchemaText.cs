using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Schemas;

/// <summary>JSON schemas of a reproduction's files, derived from the types that read and write them.</summary>
internal static class SchemaText
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema of a file, indented, with line feeds.</summary>
    /// <param name="title">The file's format, such as <c>bdlm-cell/1</c>.</param>
    public static string Of<T>(string title)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };
        JsonNode schema = ResultJson.Options.GetJsonSchemaAsNode(typeof(T), options);
        var whole = new JsonObject { ["$schema"] = Dialect, ["title"] = title };
        foreach ((string name, JsonNode? value) in schema.AsObject())
        {
            whole[name] = value?.DeepClone();
        }

        return whole.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    // Arrays of numbers are written by a converter, which tells the exporter nothing.
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema) =>
        context.TypeInfo.Type == typeof(int[]) ? ArrayOf("integer")
        : context.TypeInfo.Type == typeof(double[]) ? ArrayOf("number")
        : schema;

    private static JsonObject ArrayOf(string kind) => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = kind } };
}
