using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bdlm.Serialization;

namespace Bdlm.Lab.Reproduction.Results;

/// <summary>Reads and writes the files of a reproduction: readable JSON, written whole or not at all, and read strictly.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        // Named, because a schema may be asked for before the first file is read.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        PropertyNameCaseInsensitive = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new NumberLineConverter<int>(), new NumberLineConverter<double>() },
    };

    /// <summary>How files are written and read; for schemas.</summary>
    public static JsonSerializerOptions Options => Format;

    /// <summary>A value as text.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Format);

    /// <summary>A value from text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What the text is, for faults.</param>
    /// <exception cref="InvalidDataException">The text is no such JSON; name, line and place are told.</exception>
    public static T Parse<T>(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Format) ?? throw new JsonException("The file holds null.");
        }
        catch (JsonException fault)
        {
            throw Fault(name, fault);
        }
    }

    /// <summary>Writes a file by temporary file and rename, making its folder.</summary>
    public static void Write<T>(string path, T value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, value, Format));
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is no such JSON; file, line and place are named.</exception>
    public static T Read<T>(string path)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<T>(stream, Format) ?? throw new JsonException("The file holds null.");
        }
        catch (JsonException fault)
        {
            throw Fault(path, fault);
        }
    }

    private static InvalidDataException Fault(string name, JsonException fault)
    {
        string place = fault.LineNumber is { } line ? FormattableString.Invariant($", line {line + 1}, {fault.Path}") : "";
        return new InvalidDataException($"{name}{place}: {fault.Message} Delete the file to have it made anew.", fault);
    }
}
