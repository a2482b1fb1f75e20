using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads the text format of LightGCN: a line <c>user item item …</c> a user, whole numbers separated by blanks. It has
/// no ratings (all are 1) and no times: the row number stands for the time, so a user's items keep their order.
/// A line with a user and no items is counted, and the user keeps a dense id.
/// </summary>
public static class LightGcnReader
{
    /// <summary>Reads one file. Items are called "item ID".</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Encoding and repeated pairs.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is not of this format.</exception>
    public static InteractionDataSet Read(string path, ReadOptions? options = null) =>
        InteractionDataSet.Join(Assemble(options, path), CatalogFile.None);

    /// <summary>Reads the authors' training and test file, with common ids. There are no validation targets.</summary>
    /// <param name="trainPath">The training file.</param>
    /// <param name="testPath">The test file.</param>
    /// <param name="options">Encoding and repeated pairs; a test pair that stands in the training file too is a repeated pair.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not of this format.</exception>
    public static PresplitDataSet ReadSplit(string trainPath, string testPath, ReadOptions? options = null)
    {
        AssembledLog assembled = Assemble(options, trainPath, testPath);
        return PresplitBuilder.Build(assembled, validationFile: null, testFile: 1, new NegativeLists(), CatalogFile.None);
    }

    private static AssembledLog Assemble(ReadOptions? options, params ReadOnlySpan<string> paths)
    {
        options ??= new ReadOptions();
        options.Validate();
        var interactions = new InteractionAssembler();
        foreach (string path in paths)
        {
            using var lines = new LineScanner(path, options.Encoding ?? TextEncoding.Utf8);
            interactions.Begin(lines);
            while (lines.MoveNext())
            {
                AddLine(interactions, lines);
            }

            interactions.End(lines);
        }

        return interactions.Complete(options.Duplicates);
    }

    private static void AddLine(InteractionAssembler interactions, LineScanner lines)
    {
        int at = 0;
        if (!TryIntern(interactions.Users, lines, ref at, "user", out int user))
        {
            return;
        }

        int before = interactions.Columns.Count;
        while (TryIntern(interactions.Items, lines, ref at, "item", out int item))
        {
            interactions.Columns.Add(user, item, 1f, interactions.Columns.Count, lines.LineNumber);
        }

        if (interactions.Columns.Count == before)
        {
            interactions.CountUserWithoutItems();
        }
    }

    private static bool TryIntern(IdInterner ids, LineScanner lines, ref int at, string role, out int id)
    {
        id = -1;
        ReadOnlySpan<byte> line = lines.Line;
        int skipped = line[at..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (skipped < 0)
        {
            return false;
        }

        int start = at + skipped;
        int length = line[start..].IndexOfAny((byte)' ', (byte)'\t');
        at = length < 0 ? line.Length : start + length;
        ReadOnlySpan<byte> word = line[start..at];
        if (word.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !ids.TryIntern(word, lines.Decoder, out id))
        {
            throw lines.Fault(start, $"{role} is {lines.Decoder.Show(word)}; expected a whole number from 0, as in \"user item item\". Check that this is LightGCN text, or use {nameof(DelimitedReader)}.");
        }

        return true;
    }
}
