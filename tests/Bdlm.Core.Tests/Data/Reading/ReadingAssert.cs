namespace Bdlm.Data.Reading;

/// <summary>Asserts the whole of a <see cref="DataFormatException"/>.</summary>
internal static class ReadingAssert
{
    public static void Fault(string path, int line, int column, string problem, Action read)
    {
        var error = Assert.Throws<DataFormatException>(read);
        Assert.Equal(line == 0 ? $"{path}: {problem}" : $"{path}({line},{column}): {problem}", error.Message);
        Assert.Equal((path, line, column), (error.File, error.Line, error.Column));
    }

    public static void MissingFile(string path, Action read)
    {
        var error = Assert.Throws<FileNotFoundException>(read);
        Assert.StartsWith($"{path} does not exist; expected a data file. Check the path (working folder: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.FileName);
    }
}
