using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Samples;

/// <summary>The file-based programs in samples.</summary>
internal static class SampleFile
{
    private const string TextMark = "//";

    /// <summary>Their names without ".cs", in order.</summary>
    public static IEnumerable<string> Names() =>
        Directory.GetFiles(Repository.At("samples"), "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static string[] Lines(string name) => File.ReadAllLines(Repository.At($"samples/{name}.cs"));

    /// <summary>The numbers, from 1, of comments at the margin that are not alone between blank lines: a reader could not tell them from text blocks.</summary>
    public static IEnumerable<int> StrayComments(string[] lines) => Enumerable.Range(0, lines.Length)
        .Where(row => IsText(lines[row]) && !(IsTextOrBlank(lines, row - 1) && IsTextOrBlank(lines, row + 1)))
        .Select(row => row + 1);

    private static bool IsTextOrBlank(string[] lines, int row) => row < 0 || row >= lines.Length || lines[row].Length == 0 || IsText(lines[row]);

    private static bool IsText(string line) => line.StartsWith(TextMark, StringComparison.Ordinal);
}
