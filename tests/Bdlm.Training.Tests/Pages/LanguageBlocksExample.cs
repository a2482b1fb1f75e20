using Bdlm.Data;
using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of the pages on entity tokens, prompts, the mixed embedding and the language task.</summary>
internal static class LanguageBlocksExample
{
    public static (IReadOnlyList<int> Ids, IReadOnlyList<int> Title, ExtendedTokenizer Grown) Tokens(Tokenizer words, int wordCount)
    {
        var vocabulary = new EntityVocabulary(wordCount, userCount: 2, itemCount: 3, reservedTokens: ["<seen>"]);
        var tokenizer = new ExtendedTokenizer(words, vocabulary);
        IReadOnlyList<int> ids = tokenizer.Encode("<seen><uid1><iid2>");       // [wordCount, wordCount + 2, wordCount + 5]
        IReadOnlyList<int> title = tokenizer.EncodeText("<iid2> by name");      // a title that looks like a token stays text
        ExtendedTokenizer grown = tokenizer.Extend(addedUsers: 1, addedItems: 2); // no known token is renumbered
        return (ids, title, grown);
    }

    public static (int[] YesNo, int[] TopK, int Yes, int No) Prompts(ExtendedTokenizer tokenizer, ItemCatalog catalog)
    {
        var options = new PromptOptions
        {
            MaxHistory = 10,
            MaxLength = 200,
            MaxTitleTokens = 12,
            TopKTemplate = new PromptTemplate("User {user} saw {history}. Next item:"),
        };
        var encoder = new PromptEncoder(tokenizer, catalog, options);
        int[] yesNo = encoder.Encode(new InteractionPrompt(User: 0, History: [2, 1], Item: 0));
        int[] topK = encoder.Encode(new TopKPrompt(User: 0, History: [2, 1]));
        (int yes, int no) = (encoder.YesToken, encoder.NoToken); // throws where an answer is not one token after this prompt
        return (yesNo, topK, yes, no);
    }

    public static long[] Embedding(ICausalLanguageModel backbone, EntityVocabulary vocabulary, int[] prompt, Device device)
    {
        using MixedLanguageModel model = MixedLanguageModel.Create(backbone, vocabulary, new MixedLanguageModelOptions { OutputRows = OutputRowsInit.Tied }, seed: 1);
        using PromptBatch batch = PromptBatch.Create([prompt], padToken: 0, device);
        using Tensor hidden = model.Encode(batch);                                               // [1, length, hidden]
        using Tensor feature = MixedLanguageModel.Pool(hidden, batch, FeaturePooling.LastToken); // [1, hidden]
        using Tensor logits = model.ItemLogits(feature);                                         // [1, items]
        return logits.shape;
    }

    public static float[] Task(MixedLanguageModel model, PromptEncoder encoder, Device device)
    {
        LanguageExample[] examples =
        [
            new(encoder.Encode(new InteractionPrompt(User: 0, History: [2, 1], Item: 0)), [encoder.YesToken]),
            new(encoder.Encode(new InteractionPrompt(User: 0, History: [2, 1], Item: 5)), [encoder.NoToken]),
            new(encoder.Encode(new TopKPrompt(User: 0, History: [2, 1])), [model.Vocabulary.ItemToken(0)]),
        ];
        using AnswerTreeBatch batch = AnswerTreeBatch.Create(model, examples, padToken: 0, device);
        using Tensor hidden = model.EncodeTrees(batch.Sequence);         // [trees, length, hidden]
        using Tensor losses = AnswerLoss.PerToken(model, hidden, batch); // [3], one an answer token
        return losses.data<float>().ToArray();
    }
}
