using Bdlm.Domain.Objectives;
using Bdlm.Sequential;

namespace Bdlm.Lab.Recommenders;

/// <summary>All that may be set about a model and its training; each kind of model uses some of it (<see cref="IRecommenderKind.SettingNames"/>).</summary>
internal sealed record ModelSettings
{
    /// <summary>The width of a row.</summary>
    public int Dim { get; init; } = 64;

    /// <summary>Propagation layers of a graph model, blocks of a Transformer.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>The widths of a tower's layers.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [32, 16, 8];

    /// <summary>Whose first weights.</summary>
    public FirstValues Init { get; init; } = FirstValues.Authors;

    /// <summary>The share of values set to zero in training.</summary>
    public double Dropout { get; init; }

    /// <summary>The optimiser's step size, the peak of a schedule.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The weight of ½‖rows‖² / batch over the rows that a batch looks up.</summary>
    public double Decay { get; init; }

    /// <summary>The optimiser's own weight decay, over all parameters.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether that decay acts on the weights themselves (AdamW) rather than through the gradient.</summary>
    public bool DecoupledDecay { get; init; }

    /// <summary>Examples a step.</summary>
    public int Batch { get; init; } = 2048;

    /// <summary>Negatives a positive.</summary>
    public int Negatives { get; init; } = 1;

    /// <summary>The loss on pairs.</summary>
    public DomainLoss Loss { get; init; } = DomainLoss.Bpr;

    /// <summary>Which pairs make an epoch.</summary>
    public PairOrder Order { get; init; } = PairOrder.EveryInteraction;

    /// <summary>How the rate changes.</summary>
    public RateSchedule Schedule { get; init; } = RateSchedule.Constant;

    /// <summary>Steps of rising rate at the start of a cosine schedule.</summary>
    public int Warmup { get; init; }

    /// <summary>The neighbours that an item keeps.</summary>
    public int Neighbours { get; init; } = 100;

    /// <summary>Added to the denominator of item similarities.</summary>
    public double Shrinkage { get; init; }

    /// <summary>How many of a user's newest items a sequential model reads.</summary>
    public int History { get; init; } = 20;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>The width of a recurrent state.</summary>
    public int StateDim { get; init; } = 100;

    /// <summary>Whose SASRec, and with it whose training: ReChorus' next items or the authors' whole sequences.</summary>
    public SasRecVariant Variant { get; init; } = SasRecVariant.ReChorus;

    /// <summary>What an epoch of SASRec or GRU4Rec is made of.</summary>
    public SequenceExampleKind Examples { get; init; } = SequenceExampleKind.Usual;

    /// <summary>What BERT4Rec tells a masked item from.</summary>
    public SoftmaxKind Softmax { get; init; } = SoftmaxKind.Full;
}
