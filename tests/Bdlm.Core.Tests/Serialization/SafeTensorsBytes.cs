using System.Buffers.Binary;
using System.Text;

namespace Bdlm.Serialization;

/// <summary>Builds safetensors files by hand, right and wrong ones.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, params ReadOnlySpan<byte> data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return Of(text, (ulong)text.Length, data);
    }

    public static byte[] Of(ReadOnlySpan<byte> header, ulong claimedLength, ReadOnlySpan<byte> data)
    {
        byte[] file = new byte[sizeof(ulong) + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, claimedLength);
        header.CopyTo(file.AsSpan(sizeof(ulong)));
        data.CopyTo(file.AsSpan(sizeof(ulong) + header.Length));
        return file;
    }
}
