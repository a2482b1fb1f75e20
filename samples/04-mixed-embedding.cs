// # Mixed embedding
//
// A decoder of one's own need not know of users and items. Bdlm puts the mixed embedding before it (Eq. 2) and output rows behind it (Eq. 4), both
// beside the decoder's own tables. This program shows that the result is the same as with one large table of words, users and items.

#:package Bdlm.Core@*-*

using Bdlm.Embeddings;
using Bdlm.Language;
using Bdlm.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;

// The decoder stands at the end of this file: one layer of attention behind `ICausalLanguageModel`, which asks for a table, for output rows and for
// `Encode`, from embeddings to hidden states. `docs/bring-your-own.md` shows how to check such a port. Tensors live until the scope ends.

using var scope = NewDisposeScope();
var vocabulary = new EntityVocabulary(baseVocabularySize: 8, userCount: 2, itemCount: 3);
using MixedLanguageModel mixed = MixedLanguageModel.Create(new OwnDecoder(vocabularySize: 8, hiddenSize: 4, seed: 1), vocabulary, options: null, seed: 2);
Console.WriteLine($"words {Shape(mixed.Base.WordEmbeddings)}, users {Shape(mixed.Embedding.Users)}, items {Shape(mixed.Embedding.Items)}");

// Rows of users and items are random at first. A trained recommender starts them instead (preloading): here its rows are 1 for users and 2 for items.

EmbeddingPreloader.Preload(mixed, users: ones(2, 4), items: full(3, 4, 2f));

// Two sequences of tokens, the second with padding: words are below 8, users 8 and 9, items 10 to 12.

using PromptBatch batch = PromptBatch.Create([[3, 9, 4, 12, 6, 10, 5, 7], [3, 8, 4, 11, 5]], padToken: 0, CPU);
Tensor hidden = mixed.Encode(batch);
Tensor features = MixedLanguageModel.Pool(hidden, batch, FeaturePooling.LastToken);
Tensor logits = mixed.Logits(features);
Console.WriteLine($"hidden {Shape(hidden)}, feature of each prompt {Shape(features)}, logits over all tokens {Shape(logits)}");

// The same by hand: one table, in the order of the token ids, before the same decoder. The output rows were preloaded, too.

Tensor table = cat([mixed.Base.WordEmbeddings, mixed.Embedding.Users, mixed.Embedding.Items]).detach().requires_grad_();
Tensor rows = table.index(TensorIndex.Tensor(batch.TokenIds));
Tensor expected = mixed.Base.Encode(rows, batch.AttentionMask);
Tensor outputTable = cat([mixed.Base.OutputRows, mixed.Output.Users, mixed.Output.Items]);
Tensor expectedLogits = nn.functional.linear(features, outputTable);
Console.WriteLine($"hidden states are equal: {Same(hidden, expected)}, logits: {Same(logits, expectedLogits)}");

// Gradients arrive in the same rows. Item 1 stands in the second sequence, user 1 in the first.

hidden.sum().backward();
expected.sum().backward();
Tensor gradient = cat([mixed.Base.WordEmbeddings.grad!, mixed.Embedding.Users.grad!, mixed.Embedding.Items.grad!]);
Console.WriteLine($"gradients are equal: {Same(gradient, table.grad!)}");

// So the decoder has become a model over words, users and items: one product ranks the whole catalogue.

Tensor itemLogits = mixed.ItemLogits(features);
Tensor lastLogits = logits.narrow(dim: 1, start: vocabulary.ItemToken(0), length: vocabulary.ItemCount);
Console.WriteLine($"logits of the items alone {Shape(itemLogits)}, equal to the last of all: {Same(itemLogits, lastLogits)}");

static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

static bool Same(Tensor left, Tensor right)
{
    using var inner = NewDisposeScope(); // Equal up to the rounding of float32.
    return (left - right).abs().max().item<float>() < 1e-5f;
}

internal sealed class OwnDecoder : nn.Module, ICausalLanguageModel
{
    private readonly Parameter _words;
    private readonly Parameter _attention;

    public OwnDecoder(int vocabularySize, int hiddenSize, int seed)
        : base(nameof(OwnDecoder))
    {
        using var generator = new Generator((ulong)seed);
        _words = new Parameter(randn([vocabularySize, hiddenSize], generator: generator));
        _attention = new Parameter(randn([3 * hiddenSize, hiddenSize], generator: generator));
        register_parameter("words", _words);
        register_parameter("attention", _attention);
    }

    public nn.Module Module => this;

    public int HiddenSize => (int)_words.shape[1];

    public int VocabularySize => (int)_words.shape[0];

    public int MaxLength => 64;

    public Tensor WordEmbeddings => _words;

    public Tensor OutputRows => _words;

    // [batch, length, hidden] to the same; a token sees itself and the real tokens before it.
    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask)
    {
        using var scope = NewDisposeScope();
        Tensor[] parts = nn.functional.linear(inputEmbeddings, _attention).chunk(3, 2);
        Tensor seen = attentionMask.unsqueeze(1) & ones(inputEmbeddings.shape[1], inputEmbeddings.shape[1], ScalarType.Bool).tril();
        Tensor weights = parts[0].bmm(parts[1].transpose(1, 2)).masked_fill(~seen, float.MinValue).softmax(2);
        return (inputEmbeddings + weights.bmm(parts[2])).MoveToOuterDisposeScope();
    }
}
