using Bdlm.Data;
using Bdlm.Sampling;

namespace Bdlm.Metrics;

/// <summary>Every interaction of a split, found by user and item. Making it proves that the parts do not overlap.</summary>
internal sealed class KnownInteractions
{
    private readonly Dictionary<long, KnownInteraction> _rows;
    private readonly long _itemCount;

    /// <summary>Indexes a split.</summary>
    /// <exception cref="LeakageException">A held-out target is a training row or stands in both held-out parts.</exception>
    public KnownInteractions(DataSplit split)
    {
        _itemCount = split.Train.ItemCount;
        _rows = new Dictionary<long, KnownInteraction>(split.Train.InteractionCount + split.Validation.Count + split.Test.Count);
        AddTraining(split.Train);
        AddHeldOut(split.Validation, HeldOutStage.Validation);
        AddHeldOut(split.Test, HeldOutStage.Test);
    }

    /// <summary>Looks an interaction up; false if it is in no part of the split.</summary>
    public bool TryFind(int user, int item, out KnownInteraction found)
    {
        found = default;
        return (ulong)item < (ulong)_itemCount && _rows.TryGetValue(Key(user, item), out found);
    }

    /// <summary>Not the two halves of a long: its hash code is their exclusive or, which small ids make collide.</summary>
    private long Key(int user, int item) => (user * _itemCount) + item;

    private void AddTraining(TrainView train)
    {
        for (int user = 0; user < train.UserCount; user++)
        {
            ReadOnlySpan<int> items = train.ItemsOf(user);
            for (int place = 0; place < items.Length; place++)
            {
                // Of repeated rows the first counts: from then on the item is known.
                _rows.TryAdd(Key(user, items[place]), new KnownInteraction(null, place, train.TimesOf(user)[place]));
            }
        }
    }

    private void AddHeldOut(IReadOnlyList<HeldOutInteraction> targets, HeldOutStage stage)
    {
        foreach (HeldOutInteraction target in targets)
        {
            if (TryFind(target.User, target.Item, out KnownInteraction known) && known.Stage != stage)
            {
                string where = known.Stage is { } other ? $"{other} targets" : "training rows";
                throw new LeakageException(where, target.User, target.Item, $"it is a {stage} target. Remove repeated pairs before splitting.");
            }

            _rows[Key(target.User, target.Item)] = new KnownInteraction(stage, 0, target.Time);
        }
    }
}
