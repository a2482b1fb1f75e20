using Bdlm.Data;
using Bdlm.Prompts;
using Bdlm.Testing.Language;
using Bdlm.Tokens;

namespace Bdlm.Language;

/// <summary>A language side small enough for tests: one attention layer unless another model is given, byte-level tokens, five users, nine items.</summary>
internal sealed class TinyLanguage : IDisposable
{
    public const int Users = 5;
    public const int Items = 9;

    /// <param name="seed">Of all weights.</param>
    /// <param name="userToken">Whether prompts name the user.</param>
    /// <param name="create">Makes another model over so many words, for sequences of at least 150 tokens.</param>
    public TinyLanguage(int seed = 1, bool userToken = true, Func<int, ICausalLanguageModel>? create = null)
    {
        var vocabulary = new EntityVocabulary(TinyTokenizers.ByteLevelBpeSize(), Users, Items);
        ICausalLanguageModel model = create?.Invoke(vocabulary.BaseVocabularySize)
            ?? new TinyCausalLanguageModel(vocabulary.BaseVocabularySize, maxLength: 200, seed: seed);
        Model = MixedLanguageModel.Create(model, vocabulary, null, seed);
        var tokenizer = new ExtendedTokenizer(TinyTokenizers.ByteLevelBpe(), vocabulary);
        var catalog = new ItemCatalog(Enumerable.Range(0, Items).Select(item => new ItemDescription(new string((char)('a' + item), 1 + (item % 4)), [])));
        Encoder = new PromptEncoder(tokenizer, catalog, new PromptOptions { UserToken = userToken, MaxLength = 150 });
    }

    public MixedLanguageModel Model { get; }

    public PromptEncoder Encoder { get; }

    public void Dispose() => Model.Dispose();
}
