using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Prompts;
using static TorchSharp.torch;

namespace Bdlm.Instructions;

/// <summary>BDLM's samples in changing wordings. A batch depends on the seed and its place alone.</summary>
internal sealed class InstructionBatches : ILanguageBatches
{
    private readonly InstructRec _row;
    private readonly AlignedLanguageBatches _batches;
    private readonly int _seed;
    private int _epoch;

    public InstructionBatches(InstructRec row, IAlignedSamples source, int batchSize, int seed, Device device)
    {
        (_row, _seed) = (row, seed);
        var task = new LanguageTask(row.Model, EncoderOf, source.HistoryOf, row.Options.TopKShare, device, TopKAnswer.Title);
        _batches = new AlignedLanguageBatches(source, task, batchSize);
    }

    /// <inheritdoc/>
    public int Count => _batches.Count;

    /// <inheritdoc/>
    public LanguageTaskLoss Compute(int epoch, int index, int part)
    {
        _epoch = epoch;
        return _batches.Compute(epoch, index, part);
    }

    // One wording for a positive and its negatives, so that they begin alike and are read together.
    private PromptEncoder EncoderOf(AlignedSample sample)
    {
        int draw = StepSeed.For(_seed, 22, _epoch, sample.User, sample.Position);
        return _row.Encoders[draw % _row.Encoders.Count];
    }
}
