using Bdlm.Joint;

namespace Bdlm.Language;

/// <summary>Trains a language model on BDLM's two tasks without a partner: the same samples as joint training, no sharing.</summary>
/// <param name="source">The samples.</param>
/// <param name="task">Their loss.</param>
/// <param name="batchSize">The most samples of a batch; see <see cref="IAlignedSamples.BatchLength"/>.</param>
public sealed class AlignedLanguageBatches(IAlignedSamples source, LanguageTask task, int batchSize) : ILanguageBatches
{
    private readonly AlignedEpochs _epochs = new(source, batchSize);

    /// <inheritdoc/>
    public int Count => _epochs.BatchCount;

    /// <inheritdoc/>
    public LanguageTaskLoss Compute(int epoch, int index, int part) => task.Compute(_epochs.Batch(epoch, index));
}
