namespace Bdlm.Data.Reading.Scanning;

/// <summary>A stream and then some more bytes. Disposes the stream.</summary>
internal sealed class FollowedStream(Stream stream, byte[] more) : ForwardStream
{
    private int _taken;

    public override int Read(Span<byte> buffer)
    {
        int read = _taken == 0 ? stream.Read(buffer) : 0;
        if (read > 0)
        {
            return read;
        }

        int count = Math.Min(buffer.Length, more.Length - _taken);
        more.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
