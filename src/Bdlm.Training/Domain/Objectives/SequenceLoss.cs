namespace Bdlm.Domain.Objectives;

/// <summary>How the next item at each place of a sequence is set against others.</summary>
public enum SequenceLoss
{
    /// <summary>
    /// −log σ(positive) − log(1 − σ(negative)) with sampled negatives at each place, the mean over its negatives and over places:
    /// SASRec's authors, who draw one.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>Cross-entropy of a softmax over all items, the mean over places; no negatives are sampled.</summary>
    FullSoftmax,

    /// <summary>Cross-entropy of a softmax over the next item and the sampled negatives of its place, the mean over places.</summary>
    SampledSoftmax,
}
