using Bdlm.Data;
using Bdlm.Prompts;
using Bdlm.Testing.Language;
using Bdlm.Tokens;

namespace Bdlm.Language;

/// <summary>A language side small enough for tests: one attention layer, byte-level tokens, five users, nine items.</summary>
internal sealed class TinyLanguage : IDisposable
{
    public const int Users = 5;
    public const int Items = 9;

    public TinyLanguage(int seed = 1, bool userToken = true)
    {
        var vocabulary = new EntityVocabulary(TinyTokenizers.ByteLevelBpeSize(), Users, Items);
        Model = MixedLanguageModel.Create(new TinyCausalLanguageModel(vocabulary.BaseVocabularySize, maxLength: 200, seed: seed), vocabulary, null, seed);
        var tokenizer = new ExtendedTokenizer(TinyTokenizers.ByteLevelBpe(), vocabulary);
        var catalog = new ItemCatalog(Enumerable.Range(0, Items).Select(item => new ItemDescription(new string((char)('a' + item), 1 + (item % 4)), [])));
        Encoder = new PromptEncoder(tokenizer, catalog, new PromptOptions { UserToken = userToken, MaxLength = 150 });
    }

    public MixedLanguageModel Model { get; }

    public PromptEncoder Encoder { get; }

    public void Dispose() => Model.Dispose();
}
