using System.Text.Json;
using Bdlm.Serialization;

namespace Bdlm.Sampling;

/// <summary>
/// A set of questions as a JSON file: a header, one property a line, then one question a line. Properties are read in the
/// order in which they are written.
/// </summary>
/// <typeparam name="TRow">One question.</typeparam>
internal static class QuestionFile<TRow>
{
    private const int Version = 1;

    /// <summary>Writes to a temporary file beside the target and renames it, so that no reader sees half a set.</summary>
    public static void Save(string path, QuestionFormat<TRow> format, QuestionHeader header, IReadOnlyList<TRow> rows, string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            Write(writer, format, header, rows, hash);
        });
    }

    /// <summary>Reads a set and checks every id and the hash.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static (QuestionHeader Header, List<TRow> Rows) Load(string path, QuestionFormat<TRow> format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path} does not exist; expected a saved {format.Name} file. Build the set and call Save first.", path);
        }

        var reader = new QuestionReader(path, File.ReadAllBytes(path));
        reader.Expect(JsonTokenType.StartObject);
        QuestionHeader header = ReadHeader(ref reader, format);
        string hash = reader.Text("hash");
        long hashPosition = reader.Position;
        List<TRow> rows = ReadRows(ref reader, format, header);
        reader.Expect(JsonTokenType.EndObject);
        reader.End();
        string actual = format.HashOf(header, rows);
        return actual == hash
            ? (header, rows)
            : throw reader.Fault(hashPosition, $"the file says hash {hash}, but its content has {actual}", "The file was changed after it was saved; build the set again and save it.");
    }

    private static void Write(StreamWriter writer, QuestionFormat<TRow> format, QuestionHeader header, IReadOnlyList<TRow> rows, string hash)
    {
        writer.WriteLine("{");
        writer.WriteLine($"  \"format\": \"{format.Name}\",");
        writer.WriteLine($"  \"version\": {Version},");
        writer.WriteLine($"  \"description\": \"{JsonEncodedText.Encode(header.Description)}\",");
        writer.WriteLine($"  \"stage\": \"{header.Stage}\",");
        writer.WriteLine($"  \"userCount\": {header.UserCount},");
        writer.WriteLine($"  \"itemCount\": {header.ItemCount},");
        writer.WriteLine($"  \"hash\": \"{hash}\",");
        writer.WriteLine("  \"rows\": [");
        for (int index = 0; index < rows.Count; index++)
        {
            writer.WriteLine($"    {format.Write(rows[index])}{(index + 1 < rows.Count ? "," : "")}");
        }

        writer.WriteLine("  ]");
        writer.WriteLine("}");
    }

    private static QuestionHeader ReadHeader(ref QuestionReader reader, QuestionFormat<TRow> format)
    {
        string name = reader.Text("format");
        if (name != format.Name)
        {
            throw reader.Fault(reader.Position, $"the format is \"{name}\"; expected \"{format.Name}\"", "Load it with the type that saved it.");
        }

        int version = reader.Int("version");
        if (version != Version)
        {
            throw reader.Fault(reader.Position, $"the version is {version}; expected {Version}", "Load it with the release that saved it, or build the set again.");
        }

        string description = reader.Text("description");
        HeldOutStage stage = ReadStage(ref reader);
        return new QuestionHeader(stage, ReadCount(ref reader, "userCount"), ReadCount(ref reader, "itemCount"), description);
    }

    private static HeldOutStage ReadStage(ref QuestionReader reader) => reader.Text("stage") switch
    {
        nameof(HeldOutStage.Validation) => HeldOutStage.Validation,
        nameof(HeldOutStage.Test) => HeldOutStage.Test,
        string other => throw reader.Fault(reader.Position, $"the stage is \"{other}\"; expected \"Validation\" or \"Test\""),
    };

    private static int ReadCount(ref QuestionReader reader, string name)
    {
        int count = reader.Int(name);
        return count >= 0 ? count : throw reader.Fault(reader.Position, $"{name} is {count}; expected at least 0");
    }

    private static List<TRow> ReadRows(ref QuestionReader reader, QuestionFormat<TRow> format, QuestionHeader header)
    {
        reader.Name("rows");
        reader.Expect(JsonTokenType.StartArray);
        var rows = new List<TRow>();
        while (reader.NextObject())
        {
            long start = reader.Position;
            TRow row = format.Read(ref reader);
            if (format.FaultOf(row, header) is { } fault)
            {
                throw reader.Fault(start, fault);
            }

            rows.Add(row);
        }

        return rows;
    }
}
