using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>Goes through the held-out targets of a stage and draws checked negatives for each.</summary>
internal sealed class HeldOutDraw
{
    private readonly DataSplit _split;
    private readonly HeldOutStage _stage;
    private readonly INegativeSampler _sampler;
    private readonly int _seed;

    /// <summary>Takes the arguments of the builders and checks them.</summary>
    public HeldOutDraw(DataSplit split, HeldOutStage stage, INegativeSampler sampler, int seed)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(sampler);
        if (split.Targets(stage).Count == 0)
        {
            throw new ArgumentException($"split holds no {stage} target; expected at least one. Split the log so that {stage} rows are held out.", nameof(split));
        }

        _split = split;
        _stage = stage;
        _sampler = sampler;
        _seed = seed;
    }

    /// <summary>The header that describes the draw.</summary>
    public QuestionHeader Header(int negatives) => new(
        _stage, _split.Train.UserCount, _split.Train.ItemCount, $"{_stage}: 1 + {negatives}, {_sampler.Description}, seed {_seed}");

    /// <summary>One row a target, in the split's order; one generator goes through all of them.</summary>
    public IEnumerable<TRow> Rows<TRow>(int negatives, Func<HeldOutInteraction, int[], Random, TRow> row)
    {
        UserPositives positives = UserPositives.OfAll(_split);
        var random = new Random(_seed);
        foreach (HeldOutInteraction target in _split.Targets(_stage))
        {
            var drawn = new int[negatives];
            IReadOnlySet<int> excluded = positives[target.User];
            _sampler.Sample(target.User, target.Item, excluded, drawn, random);
            CheckContract(target, excluded, drawn);
            yield return row(target, drawn, random);
        }
    }

    /// <summary>Samplers can be anybody's: a wrong draw must not reach an evaluation.</summary>
    private void CheckContract(HeldOutInteraction target, IReadOnlySet<int> excluded, int[] drawn)
    {
        for (int place = 0; place < drawn.Length; place++)
        {
            int item = drawn[place];
            bool wrong = (uint)item >= (uint)_split.Train.ItemCount || excluded.Contains(item) || drawn.AsSpan(0, place).Contains(item);
            if (wrong)
            {
                throw new InvalidOperationException($"the sampler \"{_sampler.Description}\" drew item {item} for user {target.User}, which is excluded, drawn already or no item. Mend the sampler: its contract is INegativeSampler.Sample.");
            }
        }
    }
}
