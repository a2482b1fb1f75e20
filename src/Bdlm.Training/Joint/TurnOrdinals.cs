using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>Counts each side's turns over a run; a pure function of the place, so that a resumed run counts alike.</summary>
internal sealed class TurnOrdinals
{
    private readonly IReadOnlyList<Turn> _plan;
    private readonly long[] _withinEpoch;
    private readonly Dictionary<Side, long> _perEpoch = [];

    public TurnOrdinals(IReadOnlyList<Turn> plan)
    {
        _plan = plan;
        _withinEpoch = new long[plan.Count];
        for (int index = 0; index < plan.Count; index++)
        {
            _withinEpoch[index] = _perEpoch.GetValueOrDefault(plan[index].Side);
            _perEpoch[plan[index].Side] = _withinEpoch[index] + 1;
        }
    }

    /// <summary>How many turns the side of this turn has had in the run before it.</summary>
    public long Of(StepPlace place) => (place.Epoch * _perEpoch[_plan[place.Index].Side]) + _withinEpoch[place.Index];
}
