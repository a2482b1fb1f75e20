using System.Runtime.CompilerServices;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>
/// Walks through the lines of a file as bytes, a large block at a time: LF and CRLF, a last line without an end, gzip.
/// Empty lines are passed over and counted.
/// </summary>
internal sealed class LineScanner : IDisposable
{
    private const int BlockSize = 1 << 18;
    private const int LongestLine = 1 << 30;
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private readonly Stream _stream;
    private byte[] _block = GC.AllocateUninitializedArray<byte>(BlockSize);
    private int _next;
    private int _end;
    private int _lineStart;
    private int _lineLength;

    /// <summary>Opens a file and looks at its first block.</summary>
    public LineScanner(string path, TextEncoding encoding)
    {
        Path = path;
        _stream = SourceStream.Open(path, out long plainLength);
        try
        {
            Fill();
            Decoder = new TextDecoder(SkipMark() ? TextEncoding.Utf8 : encoding);
            EstimatedLines = Estimate(plainLength);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public TextDecoder Decoder { get; }

    /// <summary>About how many lines the file has, from its first block; 0 where its length is unknown.</summary>
    public int EstimatedLines { get; }

    /// <summary>The number of the current line, from 1.</summary>
    public int LineNumber { get; private set; }

    public int BlankLines { get; private set; }

    /// <summary>The current line without its end; valid until the next <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<byte> Line => _block.AsSpan(_lineStart, _lineLength);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        while (TakeLine())
        {
            if (_lineLength > 0)
            {
                return true;
            }

            BlankLines++;
        }

        return false;
    }

    /// <summary>A fault at a byte of the current line.</summary>
    public DataFormatException Fault(int offset, string problem) =>
        new(Path, LineNumber, Decoder.CountCharacters(Line[..Math.Min(offset, _lineLength)]) + 1, problem);

    /// <summary>A fault of the file as a whole.</summary>
    public DataFormatException FileFault(string problem, Exception? cause = null) => new(Path, 0, 0, problem, cause);

    /// <summary>A text of the current line that is not valid UTF-8.</summary>
    public DataFormatException EncodingFault(int offset, ReadOnlySpan<byte> text)
    {
        int bad = Decoder.FirstInvalid(text);
        return Fault(offset + bad, $"byte 0x{text[bad]:X2} is not valid UTF-8; expected UTF-8 text. Read the file with {nameof(TextEncoding)}.{nameof(TextEncoding.Latin1)} if it is Latin-1, or convert it to UTF-8.");
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TakeLine()
    {
        int searched = 0;
        while (true)
        {
            int feed = _block.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                Take(searched + feed, 1);
                return true;
            }

            searched = _end - _next;
            if (!Fill())
            {
                Take(searched, 0);
                return searched > 0;
            }
        }
    }

    private void Take(int length, int terminator)
    {
        _lineStart = _next;
        _next += length + terminator;
        _lineLength = length > 0 && _block[_lineStart + length - 1] == '\r' ? length - 1 : length;
        LineNumber += length + terminator > 0 ? 1 : 0;
    }

    private bool Fill()
    {
        int kept = _end - _next;
        byte[] target = kept == _block.Length ? LargerBlock() : _block;
        _block.AsSpan(_next, kept).CopyTo(target);
        _block = target;
        _next = 0;
        _end = kept;
        try
        {
            int read = _stream.ReadAtLeast(_block.AsSpan(_end), 1, throwOnEndOfStream: false);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException error)
        {
            throw FileFault($"the gzip data are damaged ({error.Message}); expected a whole gzip file. Fetch the file again.", error);
        }
    }

    private byte[] LargerBlock() => _block.Length < LongestLine
        ? GC.AllocateUninitializedArray<byte>(2 * _block.Length)
        : throw FileFault($"line {LineNumber + 1} is longer than {LongestLine} bytes; expected a text file with one row a line. Check that this is the right file.");

    private bool SkipMark()
    {
        ReadOnlySpan<byte> start = _block.AsSpan(0, _end);
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || start.Contains((byte)0))
        {
            throw FileFault("the file is UTF-16 or not text; expected UTF-8 or Latin-1 text, packed with gzip or not. Convert it to UTF-8.");
        }

        bool marked = start.StartsWith(Utf8Mark);
        _next = marked ? Utf8Mark.Length : 0;
        return marked;
    }

    private int Estimate(long plainLength)
    {
        int lines = _block.AsSpan(0, _end).Count((byte)'\n') + 1;
        double share = _end == 0 ? 1 : Math.Max(1, (double)plainLength / _end);
        return plainLength == 0 ? 0 : (int)Math.Min(lines * share, Array.MaxLength / 2);
    }
}
