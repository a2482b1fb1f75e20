namespace Bdlm.Joint;

/// <summary>What both sides of BDLM train on: the samples of each epoch and the histories of their prompts.</summary>
public interface IAlignedSamples
{
    /// <summary>The number of samples in every epoch, at least 1.</summary>
    int SamplesPerEpoch { get; }

    /// <summary>The number of samples in a batch of at most <paramref name="batchSize"/>, where some belong together.</summary>
    /// <param name="batchSize">At least 1.</param>
    /// <returns>In [1, <paramref name="batchSize"/>].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    int BatchLength(int batchSize);

    /// <summary>The samples of an epoch in the order of training. The same epoch gives the same samples.</summary>
    /// <param name="epoch">At least 0.</param>
    AlignedSample[] Epoch(int epoch);

    /// <summary>The history in a sample's prompt, oldest first.</summary>
    /// <param name="sample">One that <see cref="Epoch"/> gave.</param>
    int[] HistoryOf(AlignedSample sample);
}
