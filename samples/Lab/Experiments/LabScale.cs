using Bdlm.Domain.Objectives;
using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Language;
using Bdlm.Sharing;

namespace Bdlm.Lab.Experiments;

/// <summary>The sizes, rates and choices of a run. The defaults are small enough for two processor cores; <see cref="LabScales"/> has the sets.</summary>
internal sealed record LabScale
{
    /// <summary>What prompts and the backbone's sentences call an item.</summary>
    public string Noun { get; init; } = "film";

    /// <summary>What prompts say that a user did with the items of the history.</summary>
    public string Verb { get; init; } = "watched";

    /// <summary>d: the language model's hidden size and the width of every recommender's rows.</summary>
    public int Dim { get; init; } = 64;

    /// <summary>The language model that the Lab pretrains, where none is given.</summary>
    public BackboneScale Backbone { get; init; } = new();

    /// <summary>The dropout of the backbone's copies while they train with users and items, in [0, 1). It is pretrained without.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether the linear maps of language models that are trained multiply in bfloat16: in pretraining, in training, and when they are judged.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>The longest sequence in tokens.</summary>
    public int MaxLength { get; init; } = 384;

    /// <summary>How LightGCN is trained alone.</summary>
    public RecommenderScale LightGcn { get; init; } = new();

    /// <summary>How NCF (NeuMF) is trained alone.</summary>
    public RecommenderScale Ncf { get; init; } = new() { Loss = DomainLoss.CrossEntropy, Negatives = 4, Rate = 1e-3, Regularization = 0 };

    /// <summary>How GMF is trained alone.</summary>
    public RecommenderScale Gmf { get; init; } = new() { Loss = DomainLoss.CrossEntropy, Negatives = 4, Rate = 1e-3, Regularization = 0 };

    /// <summary>How matrix factorisation is trained alone.</summary>
    public RecommenderScale MatrixFactorization { get; init; } = new();

    /// <summary>Epochs of every language row alike: text-only, tokens without joint learning, and joint.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Stop a language row after so many epochs without a better validation; null never.</summary>
    public int? Patience { get; init; }

    /// <summary>Samples a batch, on both sides.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>What a text-only language row has instead.</summary>
    public TextScale Text { get; init; } = new();

    /// <summary>These settings with the epochs and the patience of a text-only language row.</summary>
    public LabScale ForText() => this with { Epochs = Text.Epochs ?? Epochs, Patience = Text.Patience };

    /// <summary>How many places of a user's history an epoch asks about; null for all.</summary>
    public int? PositionsPerUser { get; init; } = 8;

    /// <summary>How many users' histories the language rows and BDLM learn from; null for all. Recommenders learn from all. Ids are shuffled, so that the first are a sample.</summary>
    public int? TrainingUsers { get; init; }

    /// <summary>Negatives beside each positive of an aligned sample.</summary>
    public int NegativesPerPositive { get; init; } = 1;

    /// <summary>The language side's largest step size; a cosine to 0 follows the warm-up.</summary>
    public double LanguageRate { get; init; } = 2e-3;

    /// <summary>The share of the run in which the language side's step size rises.</summary>
    public double WarmUp { get; init; } = 0.05;

    /// <summary>The longest gradient of the language side; null for no limit.</summary>
    public double? ClipNorm { get; init; } = 1;

    /// <summary>The domain side's step size while it learns with h.</summary>
    public double DomainRate { get; init; } = 1e-3;

    /// <summary>λ of Eq. 9, on both sides.</summary>
    public double MutualWeight { get; init; } = 1;

    /// <summary>What the mean in the mutual loss runs over (decision 1).</summary>
    public MutualReduction MutualReduction { get; init; } = MutualReduction.Mean;

    /// <summary>Who renews the rows of M (decisions 3 and 4).</summary>
    public SharingUpdate SharingUpdate { get; init; } = SharingUpdate.Learned;

    /// <summary>The step size of M's rows where they learn.</summary>
    public double SharingRate { get; init; } = 1e-3;

    /// <summary>The part of M's old rows that is kept where they follow a moving average.</summary>
    public double SharingMomentum { get; init; } = 0.9;

    /// <summary>Batches a side has in one turn (decision 6); null for a whole epoch.</summary>
    public int? TurnLength { get; init; } = 1;

    /// <summary>Whether a positive's own edge is left out of the propagation while D trains on it (decision 22).</summary>
    public bool LeaveOutOwnEdges { get; init; } = true;

    /// <summary>The fusion head (decision 12).</summary>
    public FusionForm HeadForm { get; init; } = FusionForm.Linear;

    /// <summary>Whether h passes through a layer norm before the head.</summary>
    public bool NormalizeHidden { get; init; }

    /// <summary>The share of pairs whose d the head does not see in training, in [0, 1). Beyond the paper.</summary>
    public double PairDropout { get; init; } = 0.5;

    /// <summary>Whether the head also gets the language side's own answers, the margin of "Yes" and the item's logit. Beyond the paper.</summary>
    public bool HeadScores { get; init; }

    /// <summary>Where h is read (decision 7).</summary>
    public FeaturePooling Pooling { get; init; } = FeaturePooling.LastToken;

    /// <summary>What preloading does about the rows' scale (decision 20).</summary>
    public ScaleMode PreloadScale { get; init; } = ScaleMode.MatchWordRms;

    /// <summary>Where the output rows of items come from (decision 14).</summary>
    public OutputRowsInit OutputRows { get; init; } = OutputRowsInit.FromInputRows;

    /// <summary>The share of the top-K task in the language loss (decision 17), for every language row alike.</summary>
    public double TopKShare { get; init; } = 0.5;

    /// <summary>Whether prompts with entity tokens name the user.</summary>
    public bool UserToken { get; init; } = true;

    /// <summary>Whether prompts with entity tokens show titles, too.</summary>
    public bool Titles { get; init; } = true;

    /// <summary>The newest items of a history that a prompt shows (decision 18).</summary>
    public int MaxHistory { get; init; } = 5;

    /// <summary>How many users' validation targets judge an epoch of a language row; null for all.</summary>
    public int? ValidationUsers { get; init; } = 150;

    /// <summary>The largest number of users whose targets are asked about in the end; null for all. Ids are shuffled, so that the first are a sample.</summary>
    public int? TestUsers { get; init; }
}
