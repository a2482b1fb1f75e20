using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>The values in which a run departs from its scale, from a JSON file with the names of <see cref="LabScale"/>.</summary>
internal sealed class ScaleChanges
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private readonly string _path;
    private readonly JsonObject _values;

    private ScaleChanges(string path, JsonObject values) => (_path, _values) = (path, values);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON object, or names what a scale does not have; file, line and column are told.</exception>
    public static ScaleChanges Read(string path)
    {
        if (!File.Exists(path))
        {
            string what = Directory.Exists(path) ? "is a folder" : "does not exist";
            throw new FileNotFoundException($"{path} {what}; expected a JSON file with values of the scale, such as {{ \"epochs\": 5 }}.", path);
        }

        string text = File.ReadAllText(path);
        try
        {
            // Read as a whole scale first: that finds unknown names and wrong kinds, and where they stand.
            _ = JsonSerializer.Deserialize<LabScale>(text, Format);
            return new ScaleChanges(path, JsonNode.Parse(text) as JsonObject ?? throw new JsonException("The file holds no object.", "$", 0, 0));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path}, line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}: {fault.Message} Expected an object with values of the scale, such as {{ \"epochs\": 5 }}."), fault);
        }
    }

    /// <summary>A scale with the values of the file.</summary>
    /// <exception cref="InvalidDataException">A value is out of its range.</exception>
    public LabScale Apply(LabScale scale)
    {
        var merged = (JsonObject)JsonSerializer.SerializeToNode(scale, Format)!;
        Merge(_values, merged);
        LabScale changed = merged.Deserialize<LabScale>(Format)!;
        IReadOnlyList<string> faults = ScaleFaults.Of(changed);
        return faults.Count == 0 ? changed : throw new InvalidDataException($"{_path}: {string.Join(" ", faults)}");
    }

    /// <summary>The values as JSON.</summary>
    public override string ToString() => _values.ToJsonString(Format);

    private static void Merge(JsonObject from, JsonObject into)
    {
        foreach ((string name, JsonNode? value) in from)
        {
            if (value is JsonObject part && into[name] is JsonObject old)
            {
                Merge(part, old);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }
}
