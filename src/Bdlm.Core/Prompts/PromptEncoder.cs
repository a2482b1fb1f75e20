using System.Collections.Concurrent;
using Bdlm.Data;
using Bdlm.Tokens;

namespace Bdlm.Prompts;

/// <summary>
/// Turns prompts into token ids. A prompt is built from the ids of its parts, never from a joined string: a title has the same ids wherever it
/// stands, and it cannot smuggle in entity tokens. Where a prompt is too long, the oldest items of the history are left out first.
/// </summary>
/// <remarks>Encoded titles are kept, so that a catalogue is encoded once. Thread-safe if the base tokenizer is.</remarks>
public sealed class PromptEncoder
{
    private readonly ItemRenderer _items;
    private readonly EncodedTemplate _interaction;
    private readonly EncodedTemplate _topK;
    private readonly EncodedTemplate _candidates;
    private readonly Lazy<(int Yes, int No)> _answers;
    private readonly IReadOnlyList<int> _separator;
    private readonly TitleCutter? _answerCutter;
    private readonly ConcurrentDictionary<int, IReadOnlyList<int>> _titleAnswers = new();

    /// <summary>Makes an encoder.</summary>
    /// <param name="tokenizer">The tokenizer over words and entities.</param>
    /// <param name="catalog">Titles and categories by dense item id.</param>
    /// <param name="options">What prompts look like.</param>
    /// <exception cref="ArgumentException">The options have faults; or the prompts show item tokens and the catalogue holds more items than the vocabulary.</exception>
    public PromptEncoder(ExtendedTokenizer tokenizer, ItemCatalog catalog, PromptOptions options)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        CheckVocabulary(tokenizer.Vocabulary, catalog, options);
        (Tokenizer, Catalog, Options) = (tokenizer, catalog, options);
        _items = new ItemRenderer(tokenizer, catalog, options);
        _interaction = new EncodedTemplate(options.InteractionTemplate, tokenizer);
        _topK = new EncodedTemplate(options.TopKTemplate, tokenizer);
        _candidates = new EncodedTemplate(options.CandidatesTemplate, tokenizer);
        _separator = tokenizer.Encode(options.ItemSeparator, continues: true);
        _answerCutter = options.MaxTitleTokens is int limit ? new TitleCutter(tokenizer, limit, mark: string.Empty) : null;
        _answers = new Lazy<(int, int)>(() => AnswerTokens.Find(tokenizer, _interaction, options));
    }

    /// <summary>The tokenizer over words and entities.</summary>
    public ExtendedTokenizer Tokenizer { get; }

    /// <summary>Titles and categories.</summary>
    public ItemCatalog Catalog { get; }

    /// <summary>What prompts look like.</summary>
    public PromptOptions Options { get; }

    /// <summary>The id of the positive answer of task 1.</summary>
    /// <exception cref="InvalidOperationException">The answers are not single, different tokens after the prompt's end.</exception>
    public int YesToken => _answers.Value.Yes;

    /// <summary>The id of the negative answer of task 1.</summary>
    /// <inheritdoc cref="YesToken" path="/exception"/>
    public int NoToken => _answers.Value.No;

    /// <summary>The token ids of a prompt of task 1; the answer follows them.</summary>
    /// <exception cref="ArgumentException">A user or an item is unknown, or the prompt does not fit into <see cref="PromptOptions.MaxLength"/> even without history.</exception>
    public int[] Encode(InteractionPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return Fit(_interaction, new PromptValues(prompt.User, prompt.History, prompt.Item, null));
    }

    /// <summary>The token ids of a prompt of task 2; an item token follows them.</summary>
    /// <inheritdoc cref="Encode(InteractionPrompt)" path="/exception"/>
    public int[] Encode(TopKPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var values = new PromptValues(prompt.User, prompt.History, null, prompt.Candidates);
        return Fit(prompt.Candidates is null ? _topK : _candidates, values);
    }

    /// <summary>The token ids of an item's title as the answer to a prompt of task 2, for text-only models; nothing in it is an entity. At most <see cref="PromptOptions.MaxTitleTokens"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The item is not in the catalogue.</exception>
    public IReadOnlyList<int> EncodeTitleAnswer(int item) => _titleAnswers.GetOrAdd(item, EncodeTitle);

    private IReadOnlyList<int> EncodeTitle(int item)
    {
        string title = Catalog[item].Title;
        IReadOnlyList<int> ids = Tokenizer.EncodeText(" " + title, continues: true);
        return _answerCutter is null ? ids : _answerCutter.Cut(ids, " ", title, continues: true);
    }

    private static void CheckVocabulary(EntityVocabulary vocabulary, ItemCatalog catalog, PromptOptions options)
    {
        if (options.ItemTokens && catalog.Count > vocabulary.ItemCount)
        {
            throw new ArgumentException($"catalog holds {catalog.Count} items, but the vocabulary has tokens for {vocabulary.ItemCount}; expected a token for each. Extend the vocabulary, or turn ItemTokens off.", nameof(catalog));
        }

        if (options.BeginToken >= vocabulary.Size)
        {
            throw new ArgumentException($"BeginToken is {options.BeginToken}; expected an id in [0, {vocabulary.Size}). Give the base tokenizer's beginning-of-sentence id.", nameof(options));
        }
    }

    private int[] Fit(EncodedTemplate template, PromptValues values)
    {
        bool showsHistory = template.Template.Has(PromptSlot.History);
        int shown = showsHistory ? Math.Min(Options.MaxHistory, values.History.Count) : 0;
        while (true)
        {
            List<int> ids = Build(template, values, shown);
            if (ids.Count <= Options.MaxLength)
            {
                return [.. ids];
            }

            if (shown == 0)
            {
                throw new ArgumentException($"the prompt \"{template.Template}\" for user {values.User} has {ids.Count} tokens without any history; expected at most {Options.MaxLength}. Raise MaxLength, shorten the template, give fewer candidates or show less of an item.", "prompt");
            }

            shown--;
        }
    }

    private List<int> Build(EncodedTemplate template, PromptValues values, int shown)
    {
        var ids = new List<int>(128);
        if (Options.BeginToken is int begin)
        {
            ids.Add(begin);
        }

        int start = ids.Count;
        foreach ((IReadOnlyList<int> text, string lead, PromptSlot? slot) in template.Pieces)
        {
            ids.AddRange(text);
            if (slot is PromptSlot filled)
            {
                Fill(ids, filled, values, shown, lead, ids.Count > start);
            }
        }

        return ids;
    }

    private void Fill(List<int> ids, PromptSlot slot, PromptValues values, int shown, string lead, bool continues)
    {
        switch (slot)
        {
            case PromptSlot.User:
                ids.AddRange(Options.UserToken ? [Tokenizer.Vocabulary.UserToken(values.User)] : []);
                break;
            case PromptSlot.History when shown == 0:
                ids.AddRange(Options.EmptyHistory.Length == 0 ? [] : Tokenizer.Encode(lead + Options.EmptyHistory, continues));
                break;
            case PromptSlot.History:
                FillList(ids, values.History.Skip(values.History.Count - shown), lead, continues);
                break;
            case PromptSlot.Candidates:
                FillList(ids, values.Candidates!, lead, continues);
                break;
            case PromptSlot.Item:
                _items.AppendItem(ids, values.Item!.Value, lead, continues);
                break;
            default:
                _items.AppendPart(ids, values.Item!.Value, slot, lead, continues);
                break;
        }
    }

    private void FillList(List<int> ids, IEnumerable<int> items, string lead, bool continues)
    {
        int before = ids.Count;
        foreach (int item in items)
        {
            bool isFirst = ids.Count == before;
            ids.AddRange(isFirst ? [] : _separator);
            _items.AppendItem(ids, item, isFirst ? lead : " ", continues || !isFirst);
        }
    }
}
