using System.Text.RegularExpressions;

namespace Bdlm.Packaging.Readme;

/// <summary>
/// Finds the programs in a README: a fenced csharp block after the marker <c>&lt;!-- test: NAME --&gt;</c>, and a
/// fenced text block with its output after <c>&lt;!-- output: NAME --&gt;</c>.
/// </summary>
internal static partial class ReadmeExamples
{
    /// <summary>The programs in the order of the text.</summary>
    /// <exception cref="InvalidOperationException">There is none, or one has no output.</exception>
    public static IReadOnlyList<ReadmeExample> Find(string readme)
    {
        string text = readme.ReplaceLineEndings("\n");
        Dictionary<string, string> outputs = Output().Matches(text).ToDictionary(block => block.Groups["name"].Value, block => block.Groups["body"].Value);
        ReadmeExample[] examples = [.. Program().Matches(text).Select(block => Join(block, outputs))];
        return examples.Length > 0
            ? examples
            : throw new InvalidOperationException("The README holds no tested example. Put the line `<!-- test: NAME -->` before a ```csharp block and `<!-- output: NAME -->` before the ```text block with its output.");
    }

    /// <summary>The code of the only csharp block of a package's README, which is compiled but not run.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public static string OnlyProgram(string readme)
    {
        MatchCollection blocks = Block().Matches(readme.ReplaceLineEndings("\n"));
        return blocks.Count == 1
            ? blocks[0].Groups["body"].Value
            : throw new InvalidOperationException($"The package's README holds {blocks.Count} csharp blocks; expected one. Put further examples into the repository's README.");
    }

    private static ReadmeExample Join(Match block, Dictionary<string, string> outputs)
    {
        string name = block.Groups["name"].Value;
        return outputs.TryGetValue(name, out string? output)
            ? new ReadmeExample(name, block.Groups["body"].Value, output.TrimEnd())
            : throw new InvalidOperationException($"The README's example \"{name}\" has no output. Put the line `<!-- output: {name} -->` before a ```text block with what it prints.");
    }

    [GeneratedRegex("^<!-- test: (?<name>[a-z0-9-]+) -->\n+```csharp\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program();

    [GeneratedRegex("^```csharp\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^<!-- output: (?<name>[a-z0-9-]+) -->\n+```text\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Output();
}
