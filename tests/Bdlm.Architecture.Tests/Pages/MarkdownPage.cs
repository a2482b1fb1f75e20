using System.Text.RegularExpressions;

namespace Bdlm.Architecture.Pages;

/// <summary>A Markdown page: its blocks of code, its links and the anchors of its headings.</summary>
internal sealed partial class MarkdownPage
{
    private const string Fence = "```";

    private MarkdownPage(string path, string[] lines)
    {
        Path = path;
        Blocks = [.. Cut(lines)];
        string text = string.Join('\n', lines);
        Links = [.. Link().Matches(InlineCode().Replace(text, Blank)).Select(link => Read(text, link)).OfType<PageLink>()];
        Anchors = AnchorsOf(lines);
    }

    /// <summary>Below the repository's root, with "/".</summary>
    public string Path { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>The links that do not leave the repository; those in code are none.</summary>
    public IReadOnlyList<PageLink> Links { get; }

    /// <summary>The anchors that GitHub gives the headings.</summary>
    public IReadOnlySet<string> Anchors { get; }

    public static MarkdownPage Read(string path) => Parse(path, File.ReadAllText(Repository.At(path)));

    public static MarkdownPage Parse(string path, string text) => new(path, text.ReplaceLineEndings("\n").Split('\n'));

    /// <summary>Where a link of this page leads, below the repository's root; null where it leads out of it.</summary>
    public string? TargetOf(PageLink link)
    {
        if (link.Path.Length == 0)
        {
            return Path;
        }

        string folder = System.IO.Path.GetDirectoryName(Repository.At(Path))!;
        string target = System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.Combine(folder, Uri.UnescapeDataString(link.Path))).Replace('\\', '/');
        return target.StartsWith("..", StringComparison.Ordinal) ? null : target.TrimEnd('/');
    }

    // Takes the blocks out of the lines, whose numbers stay.
    private static IEnumerable<CodeBlock> Cut(string[] lines)
    {
        Dictionary<string, string> places = [];
        for (int line = 0; line < lines.Length; line++)
        {
            if (Marker().Match(lines[line]) is { Success: true } marker)
            {
                places[marker.Groups["kind"].Value] = marker.Groups["path"].Value;
            }

            if (!lines[line].TrimStart().StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            int end = Math.Max(line + 1, Array.FindIndex(lines, line + 1, inner => inner.Trim() == Fence));
            yield return new CodeBlock(line + 1, lines[line].Trim()[Fence.Length..], lines[(line + 1)..end], places.GetValueOrDefault("code"), places.GetValueOrDefault("messages"));
            Array.Fill(lines, "", line, Math.Min(end + 1, lines.Length) - line);
            line = end;
        }
    }

    private static PageLink? Read(string text, Match link)
    {
        string target = link.Groups["target"].Value;
        if (Scheme().IsMatch(target))
        {
            return null;
        }

        string[] parts = target.Split('#', 2);
        return new PageLink(text.AsSpan(0, link.Index).Count('\n') + 1, parts[0], parts.Length == 2 ? parts[1] : null);
    }

    private static HashSet<string> AnchorsOf(string[] lines)
    {
        HashSet<string> anchors = new(StringComparer.Ordinal);
        foreach (Match heading in lines.Select(line => Heading().Match(line)).Where(heading => heading.Success))
        {
            string slug = Slug(heading.Groups["title"].Value);
            for (int number = 1; !anchors.Add(number == 1 ? slug : $"{slug}-{number - 1}"); number++)
            {
                // The second heading of a name gets "-1", the third "-2".
            }
        }

        return anchors;
    }

    private static string Slug(string title) =>
        Dropped().Replace(Link().Replace(title, link => link.Groups["text"].Value).ToLowerInvariant(), "").Trim().Replace(' ', '-');

    private static string Blank(Match code) => new(' ', code.Length);

    [GeneratedRegex("^<!-- (?<kind>code|messages): (?<path>\\S+) -->$")]
    private static partial Regex Marker();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("\\[(?<text>[^\\]\\[]*)\\]\\((?<target>[^)\\s]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("^#{1,6} (?<title>.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex("[^\\p{L}\\p{N}\\p{M} _-]")]
    private static partial Regex Dropped();
}
