namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>A command for others: of full paths only the last folder stays, for the rest is of one machine.</summary>
internal static class PortableCommand
{
    /// <summary>The command without the machine's own paths.</summary>
    /// <param name="command">What was typed, words parted by spaces, those with spaces in quotation marks.</param>
    public static string Of(string command) => string.Join('"', command.Split('"').Select((part, place) => place % 2 == 1 ? WithoutFolders(part) : string.Join(' ', part.Split(' ').Select(WithoutFolders))));

    private static string WithoutFolders(string word) => Path.IsPathRooted(word) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(word)) : word;
}
