using Bdlm.Language;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using FsCheck.Xunit;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

public sealed class MixedEmbeddingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Forward_TinyCase_PicksRowsByVocabulary()
    {
        var model = new TinyCausalLanguageModel(vocabularySize: 3, hiddenSize: 2);
        var embedding = new MixedEmbedding(model, new EntityVocabulary(3, 2, 2, ["<x>"]), 1, seed: 5);
        Fill(model.WordEmbeddings, [0, 0, 1, 1, 2, 2]);
        Fill(embedding.Reserved!, [3, 3]);
        Fill(embedding.Users, [10, 10, 11, 11]);
        Fill(embedding.Items, [20, 20, 21, 21]);
        Tensor result = embedding.call(tensor(new long[,] { { 7, 0, 4, 3 }, { 5, 5, 6, 2 } }));
        Assert.Equal([2L, 4, 2], result.shape);
        Assert.Equal([21f, 0, 10, 3, 11, 11, 20, 2], result.select(2, 0).reshape(-1).data<float>().ToArray());
    }

    [Property(MaxTest = 60)]
    public void Forward_AnyVocabulary_EqualsOneConcatenatedTable(int seed)
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        using MixedLanguageModel model = RandomModel(random, ScalarType.Float64);
        Tensor ids = randint(0, model.Vocabulary.Size, [random.Next(1, 4), random.Next(1, 7)], generator: new Generator((ulong)random.Next()));
        Tensor weights = randn([ids.shape[0], ids.shape[1], 4], ScalarType.Float64);
        Tensor table = ConcatenatedTable.OfInput(model);
        Tensor expected = table.index_select(0, ids.reshape(-1)).reshape(ids.shape[0], ids.shape[1], -1);
        (expected * weights).sum().backward();
        Tensor[] plain = TakeGradients(model);
        Tensor actual = model.Embedding.call(ids);
        (actual * weights).sum().backward();
        Assert.True(actual.allclose(expected, 0, 0));
        Tensor[] mixed = TakeGradients(model);
        for (int index = 0; index < plain.Length; index++)
        {
            Assert.True(plain[index].allclose(mixed[index], 1e-12, 1e-12), $"gradient of table {index} differs");
        }
    }

    [Fact]
    public void Forward_TextOnly_ReadsWordsAlone()
    {
        var model = new TinyCausalLanguageModel();
        var embedding = new MixedEmbedding(model, new EntityVocabulary(16, 0, 0), 1, seed: 5);
        Tensor ids = tensor(new long[,] { { 1, 15, 0 } });
        Assert.True(embedding.call(ids).allclose(model.WordEmbeddings.index_select(0, ids.reshape(-1)).unsqueeze(0), 0, 0));
    }

    [Fact]
    public void Forward_BadIds_AreRefused()
    {
        MixedEmbedding embedding = Sample(new EntityVocabulary(16, 2, 3));
        Assert.StartsWith("tokenIds holds 21; expected token ids in [0, 21). Encode with the ExtendedTokenizer of the same vocabulary, or extend the model.", Fault<ArgumentOutOfRangeException>(() => embedding.call(tensor(new long[,] { { 21 } }))), StringComparison.Ordinal);
        Assert.StartsWith("tokenIds holds -1;", Fault<ArgumentOutOfRangeException>(() => embedding.call(tensor(new long[,] { { -1 } }))), StringComparison.Ordinal);
        Assert.StartsWith("tokenIds has shape [2]; expected [batch, length]", Fault<ArgumentException>(() => embedding.call(tensor(new long[] { 1, 2 }))), StringComparison.Ordinal);
        Assert.StartsWith("tokenIds has dtype Int32; expected Int64.", Fault<ArgumentException>(() => embedding.call(tensor(new[,] { { 1 } }))), StringComparison.Ordinal);
        Assert.StartsWith("tokenIds has shape [0, 3]; expected at least one token.", Fault<ArgumentException>(() => embedding.call(zeros(0, 3, dtype: ScalarType.Int64))), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_Seed_DecidesTheRows()
    {
        var vocabulary = new EntityVocabulary(16, 2, 3);
        Assert.True(Sample(vocabulary, 1).Items.allclose(Sample(vocabulary, 1).Items, 0, 0));
        Assert.False(Sample(vocabulary, 1).Items.allclose(Sample(vocabulary, 2).Items));
    }

    [Fact]
    public void Constructor_BadParts_AreRefused()
    {
        var model = new TinyCausalLanguageModel();
        Assert.StartsWith("vocabulary has 15 words, but the model has 16; expected the same.", Fault<ArgumentException>(() => new MixedEmbedding(model, new EntityVocabulary(15, 1, 1), 1, 0)), StringComparison.Ordinal);
        Assert.StartsWith("deviation is NaN; expected a finite number, 0 or more.", Fault<ArgumentOutOfRangeException>(() => new MixedEmbedding(model, new EntityVocabulary(16, 1, 1), double.NaN, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_OfEmbedding_AreItsOwnRowsOnly()
    {
        MixedEmbedding embedding = Sample(new EntityVocabulary(16, 2, 3, ["<x>"]));
        Assert.Equal(["rows.items", "rows.reserved", "rows.users"], embedding.named_parameters().Select(p => p.name).Order());
        Assert.Null(Sample(new EntityVocabulary(16, 2, 3)).Reserved);
    }

    [Fact]
    public void To_OtherDtype_KeepsTheRowsReachable()
    {
        MixedEmbedding embedding = Sample(new EntityVocabulary(16, 2, 3));
        float[] before = embedding.Users.data<float>().ToArray();
        embedding.to(ScalarType.Float64);
        Assert.Equal(before.Select(v => (double)v), embedding.Users.data<double>().ToArray());
    }

    [Fact]
    public void Extend_MoreUsersAndItems_KeepsKnownRows()
    {
        MixedEmbedding embedding = Sample(new EntityVocabulary(16, 2, 3));
        Tensor ids = tensor(new long[,] { { 16, 17, 18, 19, 20, 3 } });
        Tensor before = embedding.call(ids).detach().clone();
        EntityVocabulary extended = embedding.Vocabulary.Extend(1, 2);
        embedding.Extend(extended, 0.5, seed: 9);
        Assert.Equal([3L, 8], embedding.Users.shape);
        Assert.Equal([5L, 8], embedding.Items.shape);
        Assert.True(embedding.call(ids).allclose(before, 0, 0));
        Assert.True(embedding.call(tensor(new long[,] { { 21, 23 } }))[0, 1].allclose(embedding.Items[4], 0, 0));
        Assert.Same(extended, embedding.Vocabulary);
        Assert.True(embedding.Users.requires_grad && embedding.Users.is_leaf);
    }

    [Fact]
    public void Extend_OtherVocabulary_IsRefused()
    {
        MixedEmbedding embedding = Sample(new EntityVocabulary(16, 2, 3));
        Assert.StartsWith("vocabulary has 3 users, 3 items and 22 tokens and does not continue the one in use (2 users, 3 items, 21 tokens); expected the result of its Extend.", Fault<ArgumentException>(() => embedding.Extend(new EntityVocabulary(16, 3, 3), 1, 1)), StringComparison.Ordinal);
    }

    internal static MixedLanguageModel RandomModel(Random random, ScalarType dtype, OutputRowsInit init = OutputRowsInit.Random)
    {
        int words = random.Next(2, 8);
        var vocabulary = new EntityVocabulary(words, random.Next(4), random.Next(4), random.Next(2) == 0 ? null : ["<x>", "<y>"]);
        var language = new TinyCausalLanguageModel(words, 4, seed: random.Next(), dtype: dtype, tieWeights: random.Next(2) == 0);
        var model = MixedLanguageModel.Create(language, vocabulary, new MixedLanguageModelOptions { OutputRows = init }, random.Next());
        for (int step = random.Next(3); step > 0; step--)
        {
            model.Extend(model.Vocabulary.Extend(random.Next(3), random.Next(3)), random.Next());
        }

        return model;
    }

    internal static Tensor[] TakeGradients(nn.Module module)
    {
        Tensor[] gradients = [.. module.parameters().Select(p => p.grad?.clone() ?? zeros_like(p))];
        module.zero_grad();
        return gradients;
    }

    private static MixedEmbedding Sample(EntityVocabulary vocabulary, int seed = 5) => new(new TinyCausalLanguageModel(), vocabulary, 1, seed);

    private static string Fault<TError>(Func<object> action)
        where TError : Exception => Assert.Throws<TError>(action).Message;

    private static string Fault<TError>(Action action)
        where TError : Exception => Assert.Throws<TError>(action).Message;

    private static void Fill(Tensor table, float[] values)
    {
        using var noGrad = no_grad();
        table.copy_(tensor(values, table.shape));
    }
}
