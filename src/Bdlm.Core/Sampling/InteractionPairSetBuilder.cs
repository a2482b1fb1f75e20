using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>Draws the pairs of an interaction-prediction evaluation.</summary>
public static class InteractionPairSetBuilder
{
    /// <summary>
    /// Builds one pair for each held-out target of a stage: the target and one negative that is a positive of no split. The
    /// same arguments give the same set.
    /// </summary>
    /// <param name="split">The data.</param>
    /// <param name="stage">Whose targets are asked about.</param>
    /// <param name="sampler">Draws the negatives, one at a time: in a <see cref="MixedNegativeSampler"/> a coin decides which half each comes from.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentException">The split holds no target of the stage.</exception>
    /// <exception cref="InvalidOperationException">A user has no item left, or the sampler broke its contract.</exception>
    public static InteractionPairSet Build(DataSplit split, HeldOutStage stage, INegativeSampler sampler, int seed = 0)
    {
        var draw = new HeldOutDraw(split, stage, sampler, seed);
        QuestionHeader header = draw.Header(1);
        IEnumerable<InteractionPair> pairs = draw.Rows(1, (target, negatives, _) => new InteractionPair(target.User, target.Item, negatives[0]));
        return new InteractionPairSet(header.Stage, header.UserCount, header.ItemCount, header.Description, pairs);
    }
}
