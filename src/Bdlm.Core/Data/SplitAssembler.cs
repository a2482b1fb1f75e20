namespace Bdlm.Data;

/// <summary>Deals the rows of a log out to training, validation and test.</summary>
internal sealed class SplitAssembler(InteractionLog log)
{
    private readonly bool[] _heldOut = new bool[log.Count];
    private readonly bool[] _hasTarget = new bool[log.UserCount];
    private readonly List<HeldOutInteraction> _validation = [];
    private readonly List<HeldOutInteraction> _test = [];

    public void Validate(int row) => HoldOut(row, _validation);

    public void Test(int row) => HoldOut(row, _test);

    /// <summary>Makes the split; rows that were not held out are training rows, in file order.</summary>
    public DataSplit Complete(bool trainCanBeLater = false)
    {
        int count = _heldOut.AsSpan().Count(false);
        var users = new int[count];
        var items = new int[count];
        var times = new long[count];
        int next = 0;
        for (int row = 0; row < log.Count; row++)
        {
            if (!_heldOut[row])
            {
                users[next] = log.Users[row];
                items[next] = log.Items[row];
                times[next++] = log.Times[row];
            }
        }

        var train = new TrainView(log.UserCount, log.ItemCount, users, items, times);
        return new DataSplit(train, _validation, _test) { UsersKeptWhole = _hasTarget.AsSpan().Count(false), TrainCanBeLater = trainCanBeLater };
    }

    private void HoldOut(int row, List<HeldOutInteraction> part)
    {
        _heldOut[row] = true;
        _hasTarget[log.Users[row]] = true;
        part.Add(new HeldOutInteraction(log.Users[row], log.Items[row], log.Times[row]));
    }
}
