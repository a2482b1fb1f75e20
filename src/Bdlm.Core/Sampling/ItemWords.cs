using System.Text;
using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// The words of an item's title and categories: runs of letters, digits and combining marks, in lower case. An apostrophe
/// within a word is dropped ("Children's" is "childrens"); all other punctuation separates; a year in parentheses,
/// "(1995)", is no word. Scripts that write without spaces give one word a run.
/// </summary>
internal static class ItemWords
{
    /// <summary>The words in the order of the text, repetitions included.</summary>
    public static List<string> Of(ItemDescription item)
    {
        var words = new List<string>();
        Add(item.Title, words);
        foreach (string category in item.Categories)
        {
            Add(category, words);
        }

        return words;
    }

    private static void Add(string text, List<string> words)
    {
        var word = new StringBuilder();
        int start = 0;
        int place = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsPartOfWord(rune))
            {
                start = word.Length == 0 ? place : start;
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (!IsApostrophe(rune))
            {
                Close(word, IsYear(text, start, place), words);
            }

            place += rune.Utf16SequenceLength;
        }

        Close(word, false, words);
    }

    private static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’';

    private static bool IsYear(string text, int start, int end) => end - start == 4
        && start > 0 && text[start - 1] == '('
        && text[end] == ')'
        && text.AsSpan(start, 4).IndexOfAnyExceptInRange('0', '9') < 0;

    private static void Close(StringBuilder word, bool year, List<string> words)
    {
        if (word.Length > 0 && !year)
        {
            words.Add(word.ToString());
        }

        word.Clear();
    }
}
