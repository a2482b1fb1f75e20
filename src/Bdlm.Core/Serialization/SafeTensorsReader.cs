using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Bdlm.Serialization;

/// <summary>Opens files in the safetensors format, from whatever source: the header is checked before anything is believed.</summary>
public static class SafeTensorsReader
{
    /// <summary>The longest header that the format allows.</summary>
    private const long MaxHeaderBytes = 100_000_000;

    /// <summary>Opens a file and reads its header; the tensors are read when they are asked for.</summary>
    /// <param name="path">The file. It must not be changed while it is open.</param>
    /// <returns>The open file; the caller disposes of it.</returns>
    /// <exception cref="SafeTensorsException">The file is not a valid safetensors file, or holds a type that TorchSharp lacks.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafeTensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            long fileLength = RandomAccess.GetLength(handle);
            int headerLength = HeaderLength(handle, path, fileLength);
            byte[] header = new byte[headerLength];
            SafeTensorsFile.ReadExactly(handle, header, sizeof(ulong), path, null);
            long dataBegin = sizeof(ulong) + headerLength;
            return new SafeTensorsFile(path, handle, dataBegin, SafeTensorsHeaderParser.Parse(header, path, fileLength - dataBegin));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static int HeaderLength(SafeFileHandle handle, string path, long fileLength)
    {
        if (fileLength < sizeof(ulong))
        {
            throw new SafeTensorsException(path, null, $"It is {fileLength} bytes long; expected at least the header's length in 8. The file is cut short.");
        }

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        SafeTensorsFile.ReadExactly(handle, prefix, 0, path, null);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        long room = Math.Min(MaxHeaderBytes, fileLength - sizeof(ulong));
        return length <= (ulong)room
            ? (int)length
            : throw new SafeTensorsException(path, null, $"Its header claims {length} bytes; at most {room} can be. The file is cut short or not a safetensors file.");
    }
}
