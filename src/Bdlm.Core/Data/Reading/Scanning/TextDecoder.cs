using System.Text;
using System.Text.Unicode;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Turns bytes of a file into text, strictly.</summary>
internal sealed class TextDecoder
{
    private const int LongestShown = 40;
    private readonly bool _utf8;
    private readonly Encoding _encoding;

    public TextDecoder(TextEncoding encoding)
    {
        _utf8 = encoding == TextEncoding.Utf8;
        _encoding = _utf8 ? Encoding.UTF8 : Encoding.Latin1;
    }

    public bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        bool valid = !_utf8 || Utf8.IsValid(bytes);
        text = valid ? _encoding.GetString(bytes) : string.Empty;
        return valid;
    }

    public byte[] Encode(string text) => _encoding.GetBytes(text);

    /// <summary>The number of characters, for columns; invalid bytes count one each or together.</summary>
    public int CountCharacters(ReadOnlySpan<byte> bytes) => _encoding.GetCharCount(bytes);

    /// <summary>Where the first invalid byte stands; the length if all are valid.</summary>
    public int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (_utf8 && at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out int used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return _utf8 ? at : bytes.Length;
    }

    /// <summary>The bytes as a message shows them: in quotes, shortened, unreadable bytes replaced.</summary>
    public string Show(ReadOnlySpan<byte> bytes)
    {
        string text = _encoding.GetString(bytes);
        return text.Length <= LongestShown ? $"\"{text}\"" : $"\"{text[..LongestShown]}…\"";
    }
}
