using Bdlm.Bundles;
using Bdlm.Data;
using Bdlm.Factorization;
using Bdlm.Fusion;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Language;
using Bdlm.Llama;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Worlds;

/// <summary>Six users and twelve films with models of random weights, large enough that scores differ.</summary>
internal sealed class TinyWorld : IDisposable
{
    private const int Users = 6;
    private const int Items = 12;
    private const int Dim = 16;

    private readonly TemporaryFolder _folder = new();

    public TinyWorld(Func<InteractionGraph, IDomainRecommender>? recommender = null, PromptOptions? prompts = null, bool withScores = true, bool withKnown = true)
    {
        ByteTokenizer.Write(_folder["tokenizer"]);
        TrainView training = Interactions(perUser: 3);
        IDomainRecommender side = (recommender ?? LightGcnOf)(InteractionGraph.FromTrain(training));
        var vocabulary = new EntityVocabulary(270, Users, Items);
        MixedLanguageModel language = MixedLanguageModel.Create(Llama(), vocabulary, new MixedLanguageModelOptions(), seed: 3);
        Disturb(language, seed: 4);
        Disturb(side.Module, seed: 5);
        KnowledgeFusionHead head = KnowledgeFusionHead.Create(new FusionOptions { Start = FusionStart.Random, PairDropout = 0.5 }, Dim + (withScores ? 2 : 0), side, seed: 6);
        language.eval();
        side.Module.eval();
        head.eval();
        Parts = new BundleParts
        {
            Name = "tiny films",
            UserMap = new IdMap(Enumerable.Range(0, Users).Select(user => $"u{user * 10}")),
            ItemMap = new IdMap(Enumerable.Range(0, Items).Select(item => $"film-{item}")),
            Catalog = new ItemCatalog(Enumerable.Range(0, Items).Select(item => new ItemDescription($"Película \"{(char)('A' + item)}\"", item % 2 == 0 ? ["Comedy", "War"] : []))),
            Training = training,
            Known = withKnown ? Interactions(perUser: 4) : null,
            Recommender = side,
            Head = head,
            Language = language,
            TokenizerFolder = _folder["tokenizer"],
            Prompts = prompts ?? new PromptOptions { UserToken = false, Titles = false, MaxHistory = 3, MaxLength = 200 },
            WithScores = withScores,
        };
    }

    public BundleParts Parts { get; }

    /// <summary>The recommenders that a bundle can hold.</summary>
    public static IReadOnlyDictionary<string, Func<InteractionGraph, IDomainRecommender>> Kinds { get; } = new Dictionary<string, Func<InteractionGraph, IDomainRecommender>>
    {
        ["lightgcn"] = LightGcnOf,
        ["mf"] = graph => MatrixFactorization.Create(new MatrixFactorizationOptions { Dim = Dim }, graph.UserCount, graph.ItemCount, seed: 1),
        ["gmf"] = graph => Gmf.Create(new GmfOptions { Dim = Dim }, graph.UserCount, graph.ItemCount, seed: 1),
        ["neumf"] = graph => NeuMf.Create(new NeuMfOptions { GmfDim = 8, MlpDim = 8, HiddenWidths = [8, 4] }, graph.UserCount, graph.ItemCount, seed: 1),
    };

    /// <summary>Where <see cref="Save"/> puts the bundle.</summary>
    public string Folder => _folder["bundle"];

    public string Save()
    {
        BdlmBundle.Save(Parts, Folder);
        return Folder;
    }

    public void Dispose()
    {
        Parts.Language.Dispose();
        Parts.Head.Dispose();
        Parts.Recommender.Module.Dispose();
        _folder.Dispose();
    }

    private static LightGcn LightGcnOf(InteractionGraph graph) => LightGcn.Create(new LightGcnOptions { Dim = Dim, Layers = 2 }, graph, seed: 1);

    private static LlamaForCausalLM Llama() => LlamaForCausalLM.Create(
        new LlamaConfig { HiddenSize = Dim, IntermediateSize = 24, LayerCount = 2, HeadCount = 2, KeyValueHeadCount = 2, VocabularySize = 270, MaxLength = 256, TieWordEmbeddings = true },
        seed: 2);

    // User u takes items u, u + 1, …, at times that are out of order in the columns.
    private static TrainView Interactions(int perUser)
    {
        (int User, int Item, long Time)[] rows =
        [
            .. Enumerable.Range(0, perUser).Reverse().SelectMany(place => Enumerable.Range(0, Users).Select(user => (user, (user + place) % Items, 100L + place))),
        ];
        return new TrainView(Users, Items, [.. rows.Select(row => row.User)], [.. rows.Select(row => row.Item)], [.. rows.Select(row => row.Time)]);
    }

    private static void Disturb(nn.Module module, ulong seed)
    {
        using var frozen = no_grad();
        using var generator = new Generator(seed);
        foreach (Parameter parameter in module.parameters())
        {
            parameter.normal_(0, 0.4, generator);
        }
    }
}
