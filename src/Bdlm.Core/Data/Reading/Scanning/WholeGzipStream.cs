using System.IO.Compression;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>
/// Unpacks a gzip file and throws where it is cut off. <see cref="GZipStream"/> alone takes a cut file for a short one.
/// So a small packed mark is added behind the file: only where the file was whole does the mark come out unpacked.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    private const int ChunkSize = 1 << 16;
    private static readonly byte[] Mark = [0x9D, 0x13, 0xE7, 0x42, 0xB8, 0x5A, 0x01, 0xFC, 0x66, 0xD0, 0x2B, 0x97, 0x4E, 0x81, 0x35, 0xCA];
    private static readonly byte[] PackedMark = Pack(Mark);
    private readonly GZipStream _unpacked;
    private readonly byte[] _chunk = new byte[ChunkSize];
    private int _start;
    private int _end;

    /// <summary>Unpacks a stream and disposes it in the end.</summary>
    public WholeGzipStream(Stream packed) => _unpacked = new GZipStream(new FollowedStream(packed, PackedMark), CompressionMode.Decompress);

    /// <summary>Reads unpacked bytes; what could be the mark is held back.</summary>
    /// <exception cref="InvalidDataException">The file is cut off or otherwise damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_end - _start <= Mark.Length)
        {
            if (!Fill())
            {
                return _chunk.AsSpan(_start, _end - _start).SequenceEqual(Mark)
                    ? 0
                    : throw new InvalidDataException("they end too early, or other bytes follow them");
            }
        }

        int count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _chunk.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private bool Fill()
    {
        _chunk.AsSpan(_start, _end - _start).CopyTo(_chunk);
        _end -= _start;
        _start = 0;
        int read = _unpacked.Read(_chunk.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
