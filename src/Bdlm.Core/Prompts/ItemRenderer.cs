using System.Collections.Concurrent;
using Bdlm.Data;
using Bdlm.Tokens;

namespace Bdlm.Prompts;

/// <summary>Writes items as token ids: entity token, title, categories. Encodes each title once and keeps it.</summary>
internal sealed class ItemRenderer(ExtendedTokenizer tokenizer, ItemCatalog catalog, PromptOptions options)
{
    private readonly ConcurrentDictionary<(int Item, PromptSlot Part, bool Spaced, bool Continues), IReadOnlyList<int>> _texts = new();

    /// <summary>Appends an item as the options show it.</summary>
    public void AppendItem(List<int> ids, int item, string lead, bool continues)
    {
        int before = ids.Count;
        if (options.ItemTokens)
        {
            ids.Add(tokenizer.Vocabulary.ItemToken(item));
        }

        if (options.Titles)
        {
            AppendPart(ids, item, PromptSlot.Title, ids.Count > before ? " " : lead, continues || ids.Count > before);
        }

        if (options.Categories && catalog[item].Categories.Count > 0)
        {
            AppendPart(ids, item, PromptSlot.Categories, ids.Count > before ? " " : lead, continues || ids.Count > before);
        }
    }

    /// <summary>Appends an item's title, or its categories.</summary>
    public void AppendPart(List<int> ids, int item, PromptSlot part, string lead, bool continues)
    {
        (int Item, PromptSlot Part, bool Spaced, bool Continues) key = (item, part, lead.Length > 0, continues);
        if (!_texts.TryGetValue(key, out IReadOnlyList<int>? encoded))
        {
            encoded = tokenizer.EncodeText(lead + TextOf(item, part), continues);
            _texts[key] = encoded;
        }

        ids.AddRange(encoded);
    }

    private string TextOf(int item, PromptSlot part)
    {
        ItemDescription description = catalog[item];
        return part == PromptSlot.Title ? description.Title : $"({string.Join(", ", description.Categories)})";
    }
}
