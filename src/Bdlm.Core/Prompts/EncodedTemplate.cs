using Bdlm.Tokens;

namespace Bdlm.Prompts;

/// <summary>A template whose fixed texts are encoded already.</summary>
internal sealed class EncodedTemplate
{
    private readonly (IReadOnlyList<int> Ids, string Lead, PromptSlot? Slot)[] _pieces;

    public EncodedTemplate(PromptTemplate template, ExtendedTokenizer tokenizer)
    {
        Template = template;
        _pieces = [.. template.Pieces.Select((piece, index) => (tokenizer.Encode(piece.Text, continues: index > 0), piece.Lead, piece.Slot))];
    }

    public PromptTemplate Template { get; }

    public IReadOnlyList<(IReadOnlyList<int> Ids, string Lead, PromptSlot? Slot)> Pieces => _pieces;

    /// <summary>The text behind the last slot, on which an answer's tokens could depend.</summary>
    public string Ending => Template.Pieces[^1] is { Slot: null } last ? last.Text : string.Empty;

    /// <summary>Whether <see cref="Ending"/> is the whole template.</summary>
    public bool IsPlain => _pieces.Length == 1;
}
