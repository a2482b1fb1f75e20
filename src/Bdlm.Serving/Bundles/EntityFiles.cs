using System.Text;
using System.Text.Json;
using Bdlm.Data;
using Bdlm.Serialization;

namespace Bdlm.Bundles;

/// <summary>Users and items of a bundle as lines of JSON, in the order of their dense ids.</summary>
internal static class EntityFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void WriteUsers(string path, IdMap users) => Write(path, users.Originals.Select(id => new UserLine(id)));

    public static void WriteItems(string path, IdMap items, ItemCatalog catalog) =>
        Write(path, items.Originals.Select((id, item) => new ItemLine(id, catalog[item].Title, catalog[item].Categories)));

    /// <exception cref="InvalidDataException">A line is faulty; file, line and column are told.</exception>
    public static IdMap ReadUsers(string path) => Map(path, [.. Read<UserLine>(path).Select(line => line.Id)]);

    /// <exception cref="InvalidDataException">A line is faulty; file, line and column are told.</exception>
    public static (IdMap Map, ItemCatalog Catalog) ReadItems(string path)
    {
        ItemLine[] lines = [.. Read<ItemLine>(path)];
        return (Map(path, [.. lines.Select(line => line.Id)]), new ItemCatalog(lines.Select(line => new ItemDescription(line.Title, line.Categories))));
    }

    private static void Write<T>(string path, IEnumerable<T> lines) => AtomicFile.Write(path, stream =>
    {
        foreach (T line in lines)
        {
            JsonSerializer.Serialize(stream, line, BundleJson.Line);
            stream.WriteByte((byte)'\n');
        }
    });

    private static IEnumerable<T> Read<T>(string path)
    {
        int number = 0;
        foreach (string text in File.ReadLines(path, Strict))
        {
            number++;
            yield return Parse<T>(path, number, text);
        }
    }

    private static T Parse<T>(string path, int number, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, BundleJson.Line) ?? throw new JsonException("The line is null; expected an object.", null, 0, 0);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path}, line {number}, column {fault.BytePositionInLine + 1}: {fault.Message}"), fault);
        }
    }

    private static IdMap Map(string path, string[] ids)
    {
        try
        {
            return new IdMap(ids);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    private sealed record UserLine(string Id);

    private sealed record ItemLine(string Id, string Title, IReadOnlyList<string> Categories);
}
