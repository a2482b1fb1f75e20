namespace Bdlm.Joint;

/// <summary>The epochs of a source cut into batches, which keep a positive and its negatives together where the source does. Holds one epoch at a time.</summary>
internal sealed class AlignedEpochs
{
    private readonly IAlignedSamples _source;
    private readonly int _length;
    private (int Epoch, AlignedSample[] Samples) _epoch = (-1, []);

    /// <param name="source">The samples.</param>
    /// <param name="batchSize">The most samples of a batch.</param>
    public AlignedEpochs(IAlignedSamples source, int batchSize)
    {
        (_source, _length) = (source, source.BatchLength(batchSize));
        BatchCount = (source.SamplesPerEpoch + _length - 1) / _length;
    }

    /// <summary>The number of batches in every epoch; the last one may be smaller.</summary>
    public int BatchCount { get; }

    /// <summary>The samples of a batch.</summary>
    public IReadOnlyList<AlignedSample> Batch(int epoch, int index)
    {
        if (_epoch.Epoch != epoch)
        {
            _epoch = (epoch, _source.Epoch(epoch));
        }

        int start = index * _length;
        return new ArraySegment<AlignedSample>(_epoch.Samples, start, Math.Min(_length, _epoch.Samples.Length - start));
    }
}
