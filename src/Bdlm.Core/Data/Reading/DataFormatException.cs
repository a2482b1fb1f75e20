using System.Globalization;

namespace Bdlm.Data.Reading;

/// <summary>
/// A data file does not hold what its format asks for. The message begins with <c>file(line,column):</c> and says what
/// stands there, what is expected and how to mend it. A missing file is a <see cref="FileNotFoundException"/> or a
/// <see cref="DirectoryNotFoundException"/>, so that <see cref="IOException"/> covers everything a reader throws about a file.
/// </summary>
public sealed class DataFormatException : IOException
{
    /// <summary>Describes a fault of a file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="line">The line, from 1; 0 for the file as a whole.</param>
    /// <param name="column">The character within the line, from 1; 0 for the file as a whole.</param>
    /// <param name="problem">What stands there, what is expected, and the remedy.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public DataFormatException(string file, int line, int column, string problem, Exception? innerException = null)
        : base(Place(file, line, column) + problem, innerException)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file's path, as the reader was given it.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 for the file as a whole.</summary>
    public int Line { get; }

    /// <summary>The character within the line at which the faulty field begins, from 1; 0 for the file as a whole.</summary>
    public int Column { get; }

    private static string Place(string file, int line, int column) => line == 0
        ? $"{file}: "
        : string.Create(CultureInfo.InvariantCulture, $"{file}({line},{column}): ");
}
