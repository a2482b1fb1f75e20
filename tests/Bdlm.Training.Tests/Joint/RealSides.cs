using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Sharing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// Joint training with the library's own sides: a tiny language model over entity tokens, a recommender with its fusion head, and M
/// between them, preloaded.
/// </summary>
internal sealed class RealSides : IDisposable
{
    public const int Dim = 8;

    /// <summary>Users 0 and 1 like the first items, 2 and 3 the later ones; user 4 and item 8 have no row.</summary>
    public static readonly TrainView Train = new(
        TinyLanguage.Users,
        TinyLanguage.Items,
        [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3],
        [0, 1, 2, 1, 2, 3, 4, 5, 6, 5, 6, 7],
        [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);

    private readonly LanguageOptimizer _languageOptimizer;
    private readonly FusedAdam _domainOptimizer;

    public RealSides(RealSidesOptions? options = null)
    {
        options ??= new RealSidesOptions();
        Language = new TinyLanguage(options.Seed, create: options.Language);
        Recommender = options.Recommender?.Invoke() ?? LightGcn.Create(new LightGcnOptions { Dim = Dim, Layers = 2 }, InteractionGraph.FromTrain(Train), options.Seed);
        Head = KnowledgeFusionHead.Create(new FusionOptions { PairDropout = options.PairDropout }, Dim, Recommender, options.Seed);
        Preload = PreloadLanguage(options.Scale);
        Sharing = new InformationSharingModule(TinyLanguage.Users, TinyLanguage.Items, Dim, new SharingOptions { LearningRate = 0.01 });
        Sharing.Preload(Language.Model.Embedding.Users, Language.Model.Embedding.Items);
        var negatives = new TrainingNegatives(UserPositives.OfTraining(Train), new UniformNegativeSampler(Train));
        Source = new AlignedSampleSource(Train, negatives, new AlignedSampleOptions { NegativesPerPositive = 1 }, seed: 3);
        _languageOptimizer = new LanguageOptimizer(Language.Model, new LanguageOptimizerOptions { LearningRate = 0.01 });
        _domainOptimizer = new FusedAdam(DomainParameters(), new AdamOptions { LearningRate = 0.01 });
        LanguageSide = new LanguageSide(Language.Model, Language.Encoder, Source.HistoryOf, _languageOptimizer, new LanguageSideOptions(), CPU);
        DomainSide = new DomainSide(Recommender, Head, _domainOptimizer, DomainOptions(options), CPU);
    }

    public TinyLanguage Language { get; }

    public IDomainRecommender Recommender { get; }

    public KnowledgeFusionHead Head { get; }

    public PreloadReport Preload { get; }

    public InformationSharingModule Sharing { get; }

    public AlignedSampleSource Source { get; }

    public LanguageSide LanguageSide { get; }

    public DomainSide DomainSide { get; }

    public JointTrainer Trainer(int epochs, ITurnSchedule? schedule = null, Action<TurnReport>? onTurn = null, CheckpointStore? store = null, double weight = 0.5)
    {
        var options = new JointTrainingOptions
        {
            Loop = new TrainingLoopOptions { Epochs = epochs },
            BatchSize = 4,
            LanguageMutualWeight = weight,
            DomainMutualWeight = weight,
            BalanceEveryTurns = 2,
            Seed = 3,
        };
        return new JointTrainer(LanguageSide, DomainSide, Sharing, Source, options, CPU, schedule, onTurn is null ? null : [new TurnCallback(onTurn)], store);
    }

    /// <summary>All of L, its optimiser's moments included.</summary>
    public SortedDictionary<string, string> LanguageBits() => StateBits.Of(LanguageSide.Weights, LanguageSide.Optimizer);

    /// <summary>All of D, its optimiser's moments included.</summary>
    public SortedDictionary<string, string> DomainBits() => StateBits.Of(DomainSide.Weights, DomainSide.Optimizer);

    /// <summary>All of L, D and M.</summary>
    public SortedDictionary<string, string> Bits() =>
        StateBits.Of(LanguageSide.Weights, LanguageSide.Optimizer, DomainSide.Weights, DomainSide.Optimizer, Sharing);

    public void Dispose()
    {
        _languageOptimizer.Dispose();
        _domainOptimizer.Dispose();
        Sharing.Dispose();
        Head.Dispose();
        Recommender.Module.Dispose();
        Language.Dispose();
    }

    private PreloadReport PreloadLanguage(ScaleMode scale)
    {
        using IDisposable noGradient = no_grad();
        using DomainEmbeddings rows = Recommender.Embed();
        return EmbeddingPreloader.Preload(Language.Model, rows.AlignedUsers, rows.AlignedItems, new PreloadOptions { Scale = scale });
    }

    private DomainSideOptions DomainOptions(RealSidesOptions options) => new()
    {
        LeaveOutOwnEdges = options.LeaveOutOwnEdges,
        UserRowScale = Preload.UserFactor,
        ItemRowScale = Preload.ItemFactor,
    };

    private IEnumerable<(string, Parameter)> DomainParameters() =>
    [
        .. Recommender.Module.named_parameters().Select(entry => ("recommender." + entry.name, entry.parameter)),
        .. Head.named_parameters().Select(entry => ("head." + entry.name, entry.parameter)),
    ];
}
