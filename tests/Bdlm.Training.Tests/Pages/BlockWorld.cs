using Bdlm.Data;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Language;
using Bdlm.Llama;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Pages;

/// <summary>What the pages on blocks take as given: two groups of users, a language model of width 8 and a recommender of the same width.</summary>
internal sealed class BlockWorld : IDisposable
{
    public const int Dim = 8;
    private const int Users = 6;
    private const int Items = 40;

    public BlockWorld()
    {
        Split = LeaveOneOutSplit.Apply(Log());
        Recommender = LightGcn.Create(new LightGcnOptions { Dim = Dim, Layers = 2 }, InteractionGraph.FromTrain(Split.Train), seed: 1);
        Vocabulary = new EntityVocabulary(TinyTokenizers.ByteLevelBpeSize(), Users, Items);
        Model = MixedLanguageModel.Create(Backbone(), Vocabulary, options: null, seed: 1);
    }

    public DataSplit Split { get; }

    public ItemCatalog Catalog { get; } = new(Enumerable.Range(0, Items).Select(item => new ItemDescription($"Film {item}", [item % 2 == 0 ? "Comedy" : "Drama"])));

    public Tokenizer Words { get; } = TinyTokenizers.ByteLevelBpe();

    public EntityVocabulary Vocabulary { get; }

    public LightGcn Recommender { get; }

    public MixedLanguageModel Model { get; }

    public static LlamaForCausalLM Backbone() => LlamaForCausalLM.Create(
        new LlamaConfig
        {
            HiddenSize = Dim,
            IntermediateSize = 16,
            LayerCount = 1,
            HeadCount = 2,
            KeyValueHeadCount = 2,
            VocabularySize = TinyTokenizers.ByteLevelBpeSize(),
            MaxLength = 200,
            InitialStd = 0.1,
        },
        seed: 1);

    public void Dispose()
    {
        Model.Dispose();
        Recommender.Dispose();
    }

    private static InteractionLog Log()
    {
        int[] users = [.. Enumerable.Range(0, Users).SelectMany(user => Enumerable.Repeat(user, Users))];
        int[] items = [.. Enumerable.Range(0, Users).SelectMany(user => Enumerable.Range(0, Users).Select(place => (2 * ((user / 2) + place)) + (user % 2)))];
        long[] times = [.. Enumerable.Range(0, Users).SelectMany(_ => Enumerable.Range(0, Users).Select(place => (long)place))];
        float[] ratings = [.. users.Select(_ => 1f)];
        return new InteractionLog(new IdMap(Enumerable.Range(0, Users).Select(user => $"u{user}")), new IdMap(Enumerable.Range(0, Items).Select(item => $"f{item}")), users, items, ratings, times);
    }
}
