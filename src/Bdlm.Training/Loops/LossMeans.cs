namespace Bdlm.Loops;

/// <summary>Running means of named losses; different steps may report different names.</summary>
internal sealed class LossMeans
{
    private readonly List<LossSum> _sums = [];

    public LossMeans(IEnumerable<LossSum> sums) => _sums.AddRange(sums);

    public IReadOnlyList<LossSum> Sums => [.. _sums];

    public IReadOnlyList<NamedValue> Means => [.. _sums.Select(sum => new NamedValue(sum.Name, sum.Total / sum.Count))];

    public void Add(IReadOnlyList<NamedValue> losses)
    {
        foreach (NamedValue loss in losses)
        {
            int index = _sums.FindIndex(sum => sum.Name == loss.Name);
            if (index < 0)
            {
                _sums.Add(new LossSum(loss.Name, loss.Value, 1));
            }
            else
            {
                _sums[index] = new LossSum(loss.Name, _sums[index].Total + loss.Value, _sums[index].Count + 1);
            }
        }
    }
}
