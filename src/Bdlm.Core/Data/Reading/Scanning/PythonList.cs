using System.Globalization;
using System.Text;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Reads a list as Python prints it: numbers, and texts in single or double quotes with backslash escapes.</summary>
internal sealed class PythonList
{
    private readonly string _text;
    private readonly int _end;
    private int _at = 1;

    private PythonList(string text) => (_text, _end) = (text, text.Length - 1);

    /// <summary>The values as text; false where it is no such list.</summary>
    public static bool TryParse(string text, out string[] values)
    {
        values = [];
        return text is ['[', .., ']'] && new PythonList(text).TryRead(out values);
    }

    private bool TryRead(out string[] values)
    {
        var found = new List<string>();
        values = [];
        for (SkipBlanks(); _at < _end; SkipBlanks())
        {
            if (!TryValue(out string value) || !TrySeparator())
            {
                return false;
            }

            found.Add(value);
        }

        values = [.. found];
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _end && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private bool TrySeparator()
    {
        SkipBlanks();
        if (_at < _end && _text[_at] == ',')
        {
            _at++;
            return true;
        }

        return _at == _end;
    }

    private bool TryValue(out string value)
    {
        if (_text[_at] is '\'' or '"')
        {
            return TryQuoted(_text[_at++], out value);
        }

        int start = _at;
        while (_at < _end && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '-' or '.' or '+'))
        {
            _at++;
        }

        value = _text[start.._at];
        return value.Length > 0;
    }

    private bool TryQuoted(char quote, out string value)
    {
        var letters = new StringBuilder();
        while (_at < _end && _text[_at] != quote)
        {
            char letter = _text[_at++];
            if (letter == '\\' && !TryEscape(out letter))
            {
                break;
            }

            letters.Append(letter);
        }

        value = letters.ToString();
        return _at < _end && _text[_at++] == quote;
    }

    // What stands behind a backslash: a code of two or four hexadecimal digits, a control letter, or the letter itself.
    private bool TryEscape(out char letter)
    {
        letter = _text[_at++];
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 0;
        if (digits > 0)
        {
            ushort code = 0;
            bool isCode = _at + digits <= _end && ushort.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            (letter, _at) = ((char)code, _at + digits);
            return isCode;
        }

        letter = letter switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => letter };
        return true;
    }
}
