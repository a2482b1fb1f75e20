using System.Text.Json;
using Bdlm.Serialization;

namespace Bdlm.Lab.Backbone.Subwords;

/// <summary>Writes a byte-pair encoding as the two files of a Hugging Face tokenizer, so that it is read the way any other backbone's is.</summary>
internal static class TokenizerFiles
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Writes <c>tokenizer.json</c> and <c>tokenizer_config.json</c>.</summary>
    /// <param name="encoding">The encoding; its token 0 begins and ends texts.</param>
    /// <param name="folder">The folder; must exist.</param>
    public static void Write(BytePairEncoding encoding, string folder)
    {
        WriteObject(Path.Combine(folder, "tokenizer.json"), json => WriteTokenizer(json, encoding));
        WriteObject(Path.Combine(folder, "tokenizer_config.json"), json => WriteConfig(json, encoding.Tokens[0]));
    }

    private static void WriteObject(string path, Action<Utf8JsonWriter> write) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    private static void WriteConfig(Utf8JsonWriter json, string frame)
    {
        json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
        json.WriteString("bos_token", frame);
        json.WriteString("eos_token", frame);
        json.WriteBoolean("clean_up_tokenization_spaces", false);
    }

    private static void WriteTokenizer(Utf8JsonWriter json, BytePairEncoding encoding)
    {
        json.WriteString("version", "1.0");
        WriteAdded(json, encoding.Tokens[0]);
        json.WriteNull("normalizer");
        WriteSplitting(json, encoding.WordPattern);
        WriteFrame(json, encoding.Tokens[0]);
        json.WriteStartObject("decoder");
        WriteByteLevel(json);
        json.WriteEndObject();
        WriteModel(json, encoding);
    }

    private static void WriteAdded(Utf8JsonWriter json, string frame)
    {
        json.WriteStartArray("added_tokens");
        json.WriteStartObject();
        json.WriteNumber("id", 0);
        json.WriteString("content", frame);
        foreach (string flag in (string[])["single_word", "lstrip", "rstrip", "normalized"])
        {
            json.WriteBoolean(flag, false);
        }

        json.WriteBoolean("special", true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteSplitting(Utf8JsonWriter json, string pattern)
    {
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        json.WriteStartObject();
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", pattern);
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
        json.WriteStartObject();
        WriteByteLevel(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json)
    {
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", false);
        json.WriteBoolean("use_regex", false);
    }

    // <s> stands before every text.
    private static void WriteFrame(Utf8JsonWriter json, string frame)
    {
        json.WriteStartObject("post_processor");
        json.WriteString("type", "TemplateProcessing");
        WriteTemplate(json, "single", frame, ["A"]);
        WriteTemplate(json, "pair", frame, ["A", "B"]);
        json.WriteStartObject("special_tokens");
        json.WriteStartObject(frame);
        json.WriteString("id", frame);
        json.WriteStartArray("ids");
        json.WriteNumberValue(0);
        json.WriteEndArray();
        json.WriteStartArray("tokens");
        json.WriteStringValue(frame);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, string name, string frame, string[] sequences)
    {
        json.WriteStartArray(name);
        WritePart(json, "SpecialToken", frame);
        foreach (string sequence in sequences)
        {
            WritePart(json, "Sequence", sequence);
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, string kind, string id)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteString("id", id);
        json.WriteNumber("type_id", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, BytePairEncoding encoding)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        foreach (string absent in (string[])["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"])
        {
            json.WriteNull(absent);
        }

        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteStartObject("vocab");
        for (int id = 0; id < encoding.Tokens.Count; id++)
        {
            json.WriteNumber(encoding.Tokens[id], id);
        }

        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (SymbolPair merge in encoding.Merges)
        {
            json.WriteStringValue($"{merge.Left} {merge.Right}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
