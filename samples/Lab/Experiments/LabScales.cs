using Bdlm.Embeddings;
using Bdlm.Lab.Reproduction.Rows.Recommenders;
using Bdlm.Language;
using Bdlm.Presets;
using Bdlm.Sharing;

namespace Bdlm.Lab.Experiments;

/// <summary>The sizes, rates and choices that suit each data set. What a search on validation data found stands here and nowhere else.</summary>
internal static class LabScales
{
    private const string MovieLens100K = "MovieLens-100K";
    private const string MovieLens1M = "MovieLens-1M";
    private const string Grocery = "Amazon Grocery";
    private const string Health = "Amazon Health";

    /// <summary>The quickstart's: the whole way in minutes.</summary>
    public static LabScale For(string dataset, ExperimentOptions options)
    {
        LabScale scale = dataset switch
        {
            MovieLens100K => new LabScale { Backbone = new() { VocabularySize = 2000 }, PositionsPerUser = 6, MaxHistory = 6, LightGcn = new() { Batch = 2048 }, ValidationUsers = 100 },
            MovieLens1M => new LabScale { Backbone = new() { VocabularySize = 3000 }, PositionsPerUser = 2, MaxHistory = 6, LightGcn = new() { Batch = 8192, Epochs = 20 }, ValidationUsers = 100, TestUsers = 1000 },
            _ => new LabScale(),
        };
        if (options.Quick)
        {
            scale = scale with { Backbone = scale.Backbone with { Epochs = 2 }, LightGcn = scale.LightGcn with { Epochs = 5 }, Epochs = 1, PositionsPerUser = 1, NegativesPerPositive = 1, ValidationUsers = 20, TestUsers = 40 };
        }

        return InWordsOf(dataset, scale with { Epochs = options.Epochs ?? scale.Epochs });
    }

    /// <summary>A reproduction's.</summary>
    public static LabScale Of(ScaleName scale, string dataset) => InWordsOf(dataset, scale == ScaleName.Paper ? Paper(dataset) : Laptop(dataset));

    // What a catalogue's items are called, and what users do with them.
    private static LabScale InWordsOf(string dataset, LabScale scale) => dataset switch
    {
        _ when dataset.StartsWith("MovieLens", StringComparison.Ordinal) || dataset.Contains("film", StringComparison.Ordinal) || dataset.Contains("ml-", StringComparison.Ordinal) => scale,
        _ when dataset.StartsWith("Amazon", StringComparison.Ordinal) => scale with { Noun = "product", Verb = "bought" },
        _ => scale with { Noun = "item", Verb = "chose" },
    };

    private static LabScale Laptop(string dataset)
    {
        var scale = new LabScale
        {
            // A Llama of a million parameters (docs/findings.md).
            Dim = 96,
            Backbone = new() { TiedWords = false, VocabularySize = 4200 },
            MixedPrecision = true,
            Dropout = 0.1,
            // 128 places, each with its negatives.
            Batch = 640,
            NegativesPerPositive = 4,
            PositionsPerUser = 20,
            // As many passes for every row with users and items; its best epoch is kept.
            Epochs = 14,
            Text = new() { Epochs = 20 },
            OutputRows = OutputRowsInit.Tied,
            UserToken = false,
            Titles = false,
            HeadScores = true,
            MaxHistory = 10,
            MaxLength = 512,
            // A mean over the width makes the mutual loss too small to be felt (docs/findings.md).
            MutualReduction = MutualReduction.SumOverDim,
            MutualWeight = 1,
            ValidationUsers = null,
        };
        scale = dataset switch
        {
            // A third of the users: as many places in an epoch as twice those of MovieLens-100K. All are asked about, those that were not learnt from, too.
            MovieLens1M => scale with { Epochs = 12, Text = new() { Epochs = 12 }, TrainingUsers = 2000 },
            _ => scale,
        };
        return TunedScales.Apply(scale, dataset);
    }

    // What the paper tells; where it does not, the library's defaults. λ is its best for each data set.
    private static LabScale Paper(string dataset)
    {
        var recommender = new RecommenderScale { Rate = PaperPreset.DomainOptimizer.LearningRate };
        var scale = new LabScale();
        return scale with
        {
            Dim = PaperPreset.EmbeddingDim,
            MaxLength = 1024,
            MaxHistory = 10,
            Epochs = 3,
            Patience = 1,
            Batch = PaperPreset.Joint(epochs: 1, seed: 0).BatchSize,
            Text = new TextScale { Batch = PaperPreset.Joint(epochs: 1, seed: 0).BatchSize },
            PositionsPerUser = null,
            ValidationUsers = 500,
            LanguageRate = PaperPreset.LanguageOptimizer.LearningRate,
            WarmUp = PaperPreset.LanguageOptimizer.WarmUp,
            ClipNorm = PaperPreset.LanguageOptimizer.ClipNorm,
            PairDropout = 0,
            DomainRate = PaperPreset.DomainOptimizer.LearningRate,
            SharingRate = PaperPreset.DomainOptimizer.LearningRate,
            PreloadScale = ScaleMode.AsIs,
            MutualWeight = dataset switch { Grocery => 1e-3, Health => 1, _ => PaperPreset.Joint(epochs: 1, seed: 0).LanguageMutualWeight },
            LightGcn = recommender,
            MatrixFactorization = recommender,
            Ncf = scale.Ncf with { Rate = recommender.Rate },
            Gmf = scale.Gmf with { Rate = recommender.Rate },
        };
    }
}
