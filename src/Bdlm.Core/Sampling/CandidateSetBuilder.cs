using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>Draws the candidate lists of an evaluation.</summary>
public static class CandidateSetBuilder
{
    /// <summary>
    /// Builds one list for each held-out target of a stage: the target, at a seeded random place, among negatives that are
    /// positives of no split. The same arguments give the same set.
    /// </summary>
    /// <param name="split">The data.</param>
    /// <param name="stage">Whose targets are asked about.</param>
    /// <param name="sampler">Draws the negatives; the paper's is <see cref="MixedNegativeSampler.Create"/>.</param>
    /// <param name="negatives">How many negatives stand beside each target; at least 1. The paper's number is 19.</param>
    /// <param name="seed">Seed of draws and places.</param>
    /// <exception cref="ArgumentException">The split holds no target of the stage.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of negatives is below 1.</exception>
    /// <exception cref="InvalidOperationException">A user has too few items left, or the sampler broke its contract.</exception>
    public static CandidateSet Build(DataSplit split, HeldOutStage stage, INegativeSampler sampler, int negatives = 19, int seed = 0)
    {
        if (negatives < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(negatives), $"negatives is {negatives}; expected at least 1. The paper uses 19.");
        }

        var draw = new HeldOutDraw(split, stage, sampler, seed);
        QuestionHeader header = draw.Header(negatives);
        return new CandidateSet(header.Stage, header.UserCount, header.ItemCount, header.Description, draw.Rows(negatives, Shuffle));
    }

    private static CandidateList Shuffle(HeldOutInteraction target, int[] negatives, Random random)
    {
        // The negatives too: a mixed sampler hands its two halves over one after the other.
        int[] items = [target.Item, .. negatives];
        random.Shuffle(items);
        return new CandidateList(target.User, items, Array.IndexOf(items, target.Item));
    }
}
