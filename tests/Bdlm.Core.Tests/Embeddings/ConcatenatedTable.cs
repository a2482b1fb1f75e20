using Bdlm.Language;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>The plain way that the mixed modules must agree with: one table over V′ in the order of token ids.</summary>
internal static class ConcatenatedTable
{
    public static Tensor OfInput(MixedLanguageModel model) =>
        Join(model.Vocabulary, model.Base.WordEmbeddings, model.Embedding.Reserved, model.Embedding.Users, model.Embedding.Items);

    public static Tensor OfOutput(MixedLanguageModel model) =>
        Join(model.Vocabulary, model.Base.OutputRows, model.Output.Reserved, model.Output.Users, model.Output.Items);

    private static Tensor Join(EntityVocabulary vocabulary, Tensor words, Tensor? reserved, Tensor users, Tensor items)
    {
        List<Tensor> parts = reserved is null ? [words] : [words, reserved];
        for (int token = vocabulary.BaseVocabularySize + vocabulary.ReservedTokens.Count; token < vocabulary.Size; token++)
        {
            Assert.True(vocabulary.TryGetEntity(token, out EntityKind kind, out int entity));
            parts.Add((kind == EntityKind.User ? users : items).narrow(0, entity, 1));
        }

        return cat(parts, 0);
    }
}
