using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>
/// An open safetensors file whose header has been checked. Tensors are read straight into their own memory, one by one,
/// so that a file larger than the memory can be looked through. Safe to use from several threads.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly long _dataBegin;
    private readonly Dictionary<string, SafeTensorsEntry> _byName;

    internal SafeTensorsFile(string path, SafeFileHandle handle, long dataBegin, SafeTensorsHeader header)
    {
        FilePath = path;
        _handle = handle;
        _dataBegin = dataBegin;
        Entries = header.Entries;
        Metadata = header.Metadata;
        _byName = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The tensors that the file holds, in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>The texts in the file's header; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Finds a tensor's description.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="entry">Its description; null where the file does not hold it.</param>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out SafeTensorsEntry? entry) => _byName.TryGetValue(name, out entry);

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="device">Where to put it; the CPU where null.</param>
    /// <returns>A new tensor of the entry's shape and type; the caller disposes of it.</returns>
    /// <exception cref="SafeTensorsException">The file holds no such tensor, has been cut short since, or holds a byte that is no truth value in a BOOL tensor.</exception>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public Tensor Load(string name, Device? device = null)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (!TryGetEntry(name, out SafeTensorsEntry? entry))
        {
            throw new SafeTensorsException(FilePath, name, $"The file does not hold it; it holds {Entries.Count} others. Look through Entries.");
        }

        using var scope = NewDisposeScope();
        Tensor tensor = empty([.. entry.Shape], dtype: entry.DType, device: CPU);
        Fill(tensor, entry);
        return tensor.to(device ?? CPU).MoveToOuterDisposeScope();
    }

    /// <summary>Reads all tensors.</summary>
    /// <param name="device">Where to put them; the CPU where null.</param>
    /// <returns>The tensors by name; the caller disposes of them.</returns>
    /// <exception cref="SafeTensorsException">As for <see cref="Load"/>; tensors read before it are released.</exception>
    public Dictionary<string, Tensor> LoadAll(Device? device = null)
    {
        using var scope = NewDisposeScope();
        var tensors = Entries.ToDictionary(entry => entry.Name, entry => Load(entry.Name, device), StringComparer.Ordinal);
        scope.MoveToOuter(tensors.Values);
        return tensors;
    }

    /// <summary>Closes the file. Tensors that were read stay.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Fills a buffer from a place in the file.</summary>
    internal static void ReadExactly(SafeFileHandle handle, Span<byte> buffer, long fileOffset, string path, string? tensorName)
    {
        while (!buffer.IsEmpty)
        {
            int count = RandomAccess.Read(handle, buffer, fileOffset);
            if (count == 0)
            {
                throw new SafeTensorsException(path, tensorName, $"The file ended at byte {fileOffset} while it was read. Was it changed?");
            }

            buffer = buffer[count..];
            fileOffset += count;
        }
    }

    private void Fill(Tensor tensor, SafeTensorsEntry entry)
    {
        foreach ((Tensor slice, long offset) in TensorBytes.Slices(tensor))
        {
            using (slice)
            {
                Span<byte> bytes = slice.bytes;
                ReadExactly(_handle, bytes, _dataBegin + entry.Offset + offset, FilePath, entry.Name);
                if (entry.DType == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                {
                    throw new SafeTensorsException(FilePath, entry.Name, "It is BOOL and holds a byte other than 0 and 1.");
                }
            }
        }
    }
}
