using System.Text.Json.Nodes;

namespace Bdlm.Worlds;

/// <summary>The smallest tokenizer of the GPT-2 kind: a token for each byte, and one for each answer.</summary>
internal static class ByteTokenizer
{
    private static readonly string[] Merges = ["Y e", "Ye s", "Ġ Yes", "N o", "Ġ No"];

    public static void Write(string folder)
    {
        var vocabulary = new JsonObject();
        foreach (string token in Bytes().Select(letter => letter.ToString()).Concat(Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))))
        {
            vocabulary.Add(token, vocabulary.Count);
        }

        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray(),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevel(),
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray([.. Merges.Select(merge => JsonValue.Create(merge))]) },
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), json.ToJsonString());
    }

    private static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = true };

    // Printable bytes stand for themselves, the others for letters from U+0100 on.
    private static IEnumerable<char> Bytes()
    {
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            yield return value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : (char)next++;
        }
    }
}
