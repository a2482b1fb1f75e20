using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>
/// Writes tensors in the safetensors format: eight bytes with the header's length (little-endian), a JSON header that
/// gives each tensor's type, shape and place, then the elements in row-major order.
/// </summary>
/// <remarks>
/// The same tensors always give the same bytes: those with wider elements come first, then by name, and the header is
/// padded with spaces to a multiple of eight, so that every tensor lies aligned to its element size.
/// </remarks>
public static class SafeTensorsWriter
{
    internal const string MetadataName = "__metadata__";

    private const int Alignment = 8;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file. It appears under its name only when it is complete and flushed to the disk.</summary>
    /// <param name="path">The file; replaced where it exists. Its folder must exist.</param>
    /// <param name="tensors">The tensors by name, of any shape, on any device, contiguous or not. They are not changed.</param>
    /// <param name="metadata">Text to keep in the header; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A name is reserved or not valid Unicode, or a tensor is sparse or of a type that the format has no name for.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        (string Name, Tensor Tensor)[] ordered = Order(tensors);
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach ((_, Tensor tensor) in ordered)
            {
                TensorBytes.WriteTo(stream, tensor);
            }
        });
    }

    private static (string Name, Tensor Tensor)[] Order(IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach ((string name, Tensor tensor) in tensors)
        {
            CheckText(name, nameof(tensors));
            CheckTensor(name, tensor);
        }

        return [.. tensors.OrderByDescending(pair => pair.Value.element_size())
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value))];
    }

    private static void CheckTensor(string name, Tensor tensor)
    {
        if (name == MetadataName)
        {
            throw new ArgumentException($"A tensor is named '{MetadataName}', which the format keeps for itself. Rename it.", "tensors");
        }

        if (!SafeTensorsTypes.TryGet(tensor.dtype, out _, out _))
        {
            throw new ArgumentException($"Tensor '{name}' has dtype {tensor.dtype}; the format has {SafeTensorsTypes.Names}. Convert it first.", "tensors");
        }

        if (tensor.is_sparse)
        {
            throw new ArgumentException($"Tensor '{name}' is sparse; expected a dense tensor. Save its indices and values instead.", "tensors");
        }
    }

    private static void CheckText(string text, string parameter)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                throw new ArgumentException($"A name or a text in {parameter} holds half of a surrogate pair at position {index} and cannot be stored as UTF-8.", parameter);
            }
        }
    }

    private static byte[] Header((string Name, Tensor Tensor)[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            WriteEntries(json, tensors);
            json.WriteEndObject();
        }

        int length = (buffer.WrittenCount + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[sizeof(ulong) + length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(MetadataName);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            CheckText(key, nameof(metadata));
            CheckText(value, nameof(metadata));
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, (string Name, Tensor Tensor)[] tensors)
    {
        long offset = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            SafeTensorsTypes.TryGet(tensor.dtype, out string type, out int size);
            long end = offset + (tensor.numel() * size);
            json.WriteStartObject(name);
            json.WriteString("dtype", type);
            WriteNumbers(json, "shape", tensor.shape);
            WriteNumbers(json, "data_offsets", [offset, end]);
            json.WriteEndObject();
            offset = end;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
