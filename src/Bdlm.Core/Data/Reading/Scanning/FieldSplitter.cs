using System.Runtime.CompilerServices;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Cuts a line into fields at a delimiter of any length; where asked, fields may stand in double quotes, "" meaning one quote.</summary>
internal sealed class FieldSplitter
{
    private const byte Quote = (byte)'"';
    private readonly byte[] _delimiter;
    private readonly bool _quotes;
    private int[] _starts = new int[32];
    private int[] _lengths = new int[32];
    private int[] _places = new int[32];
    private byte[] _scratch = [];
    private bool _unquoted;

    public FieldSplitter(byte[] delimiter, bool quotes)
    {
        _delimiter = delimiter;
        _quotes = quotes;
    }

    /// <summary>The fields of the line that was split last.</summary>
    public int Count { get; private set; }

    /// <summary>Where the field begins in the line, its quote included.</summary>
    public int Place(int field) => (_unquoted ? _places : _starts)[field];

    /// <summary>The field without its quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int field) =>
        (_unquoted ? _scratch : line).Slice(_starts[field], _lengths[field]);

    /// <summary>Splits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fault">Where a quoted field is wrong, if the result is false.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TrySplit(ReadOnlySpan<byte> line, out int fault)
    {
        Count = 0;
        fault = -1;
        _unquoted = _quotes && line.Contains(Quote);
        if (_unquoted)
        {
            return TrySplitQuoted(line, out fault);
        }

        SplitPlain(line);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SplitPlain(ReadOnlySpan<byte> line)
    {
        int start = 0;
        while (true)
        {
            int length = LengthOfField(line[start..]);
            Add(start, length);
            start += length;
            if (start == line.Length)
            {
                return;
            }

            start += _delimiter.Length;
        }
    }

    private bool TrySplitQuoted(ReadOnlySpan<byte> line, out int fault)
    {
        _scratch = _scratch.Length < line.Length ? new byte[2 * line.Length] : _scratch;
        int written = 0;
        int start = 0;
        while (true)
        {
            int used = CopyField(line[start..], _scratch.AsSpan(written), out int length, out fault);
            if (fault >= 0)
            {
                fault += start;
                return false;
            }

            Add(written, length);
            _places[Count - 1] = start;
            written += length;
            start += used;
            if (start == line.Length)
            {
                return true;
            }

            start += _delimiter.Length;
        }
    }

    private int CopyField(ReadOnlySpan<byte> rest, Span<byte> target, out int length, out int fault)
    {
        fault = -1;
        if (!rest.StartsWith(Quote))
        {
            length = LengthOfField(rest);
            rest[..length].CopyTo(target);
            return length;
        }

        int used = Unquote(rest, target, out length);
        bool ends = used > 0 && (used == rest.Length || rest[used..].StartsWith(_delimiter));
        fault = ends ? -1 : used;
        return used;
    }

    /// <summary>Copies a quoted field; gives the bytes it took with both quotes, 0 where it does not end.</summary>
    private static int Unquote(ReadOnlySpan<byte> rest, Span<byte> target, out int length)
    {
        length = 0;
        int at = 1;
        while (at < rest.Length)
        {
            if (rest[at] == Quote && (at + 1 == rest.Length || rest[at + 1] != Quote))
            {
                return at + 1;
            }

            at += rest[at] == Quote ? 1 : 0;
            target[length++] = rest[at++];
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int LengthOfField(ReadOnlySpan<byte> rest)
    {
        int at = rest.IndexOf(_delimiter[0]);
        while (at >= 0 && !StartsWithTail(rest[(at + 1)..]))
        {
            int next = rest[(at + 1)..].IndexOf(_delimiter[0]);
            at = next < 0 ? next : at + 1 + next;
        }

        return at < 0 ? rest.Length : at;
    }

    private bool StartsWithTail(ReadOnlySpan<byte> rest) => _delimiter.Length switch
    {
        1 => true,
        2 => rest.Length > 0 && rest[0] == _delimiter[1],
        _ => rest.StartsWith(_delimiter.AsSpan(1)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int start, int length)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _lengths, 2 * Count);
            Array.Resize(ref _places, 2 * Count);
        }

        _starts[Count] = start;
        _lengths[Count++] = length;
    }
}
