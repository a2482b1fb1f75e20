namespace Bdlm.Language;

/// <summary>What a language model trains on: batches whose losses can be computed. A batch depends on the seed and its place alone.</summary>
public interface ILanguageBatches
{
    /// <summary>The number of batches in every epoch.</summary>
    int Count { get; }

    /// <summary>The training forward of one batch.</summary>
    /// <param name="epoch">Zero-based epoch.</param>
    /// <param name="index">Zero-based batch of the epoch.</param>
    LanguageTaskLoss Compute(int epoch, int index);
}
