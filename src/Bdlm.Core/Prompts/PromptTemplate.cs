using System.Text;

namespace Bdlm.Prompts;

/// <summary>
/// A prompt as data: text with slots, such as <c>"User {user} liked {history}. Next:"</c>. Slots are <c>{user}</c>, <c>{history}</c>,
/// <c>{item}</c>, <c>{candidates}</c>, <c>{title}</c> and <c>{categories}</c>; <c>{{</c> and <c>}}</c> stand for braces.
/// The text may hold reserved tokens. Immutable; two templates with the same text are equal.
/// </summary>
/// <remarks>
/// A space before a slot belongs to what fills the slot: a title is encoded with it, as a word in running text; before an entity token,
/// and where nothing fills the slot, it is left out. So the ids of a title do not depend on where it stands.
/// </remarks>
public sealed record PromptTemplate
{
    private static readonly Dictionary<string, PromptSlot> Names = new(StringComparer.Ordinal)
    {
        ["user"] = PromptSlot.User,
        ["history"] = PromptSlot.History,
        ["item"] = PromptSlot.Item,
        ["candidates"] = PromptSlot.Candidates,
        ["title"] = PromptSlot.Title,
        ["categories"] = PromptSlot.Categories,
    };

    private readonly PromptPiece[] _pieces;

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template's text.</param>
    /// <exception cref="ArgumentException">A slot is unknown, a brace is open or stray, or the text ends with a space (it would become a token of its own before the answer).</exception>
    public PromptTemplate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0 || text[^1] == ' ')
        {
            throw new ArgumentException($"the template \"{text}\" {(text.Length == 0 ? "is empty" : "ends with a space")}; expected text that the answer follows. Put the space into the answer: \" Yes\".", nameof(text));
        }

        Text = text;
        _pieces = [.. Parse(text)];
    }

    /// <summary>The template's text.</summary>
    public string Text { get; }

    /// <summary>The slots in the order in which they stand.</summary>
    public IReadOnlyList<PromptSlot> Slots => [.. _pieces.Where(p => p.Slot is not null).Select(p => p.Slot!.Value)];

    internal IReadOnlyList<PromptPiece> Pieces => _pieces;

    /// <summary>Whether the template has a slot.</summary>
    public bool Has(PromptSlot slot) => Array.Exists(_pieces, p => p.Slot == slot);

    /// <inheritdoc/>
    public bool Equals(PromptTemplate? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The template's text.</summary>
    public override string ToString() => Text;

    private static IEnumerable<PromptPiece> Parse(string text)
    {
        var literal = new StringBuilder();
        int place = 0;
        while (place < text.Length)
        {
            char c = text[place];
            bool isDoubled = place + 1 < text.Length && text[place + 1] == c;
            if (c is not ('{' or '}'))
            {
                literal.Append(c);
                place++;
            }
            else if (isDoubled)
            {
                literal.Append(c);
                place += 2;
            }
            else
            {
                PromptSlot slot = ReadSlot(text, place, out int end);
                yield return PieceBefore(literal.ToString(), slot);
                literal.Clear();
                place = end;
            }
        }

        if (literal.Length > 0)
        {
            yield return new PromptPiece(literal.ToString(), string.Empty, null);
        }
    }

    private static PromptSlot ReadSlot(string text, int place, out int end)
    {
        int close = text.IndexOf('}', place);
        if (text[place] == '}' || close < 0)
        {
            string what = text[place] == '}' ? "a stray '}'" : "a '{' without its '}'";
            throw new ArgumentException($"the template has {what} at position {place}; expected a slot such as {{user}}. Write {{{{ or }}}} for a brace.", nameof(text));
        }

        end = close + 1;
        string name = text[(place + 1)..close];
        return Names.TryGetValue(name, out PromptSlot slot)
            ? slot
            : throw new ArgumentException($"the template has the unknown slot {{{name}}} at position {place}; expected one of {string.Join(", ", Names.Keys.Select(n => $"{{{n}}}"))}. Mend its spelling, or write {{{{ for a brace.", nameof(text));
    }

    private static PromptPiece PieceBefore(string literal, PromptSlot slot)
    {
        string kept = literal.TrimEnd(' ');
        return new PromptPiece(kept, literal.Length > kept.Length ? " " : string.Empty, slot);
    }
}
