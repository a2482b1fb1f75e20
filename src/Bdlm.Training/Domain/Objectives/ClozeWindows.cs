using Bdlm.Data;

namespace Bdlm.Domain.Objectives;

/// <summary>The stretches of users' sequences that are masked: a whole sequence, or overlapping windows of one that is too long.</summary>
internal sealed class ClozeWindows
{
    private readonly TrainView _train;
    private readonly (int User, int First, int Length)[] _windows;

    /// <summary>Cuts the sequences: the newest window first, further ones a step earlier each, and the oldest items last.</summary>
    /// <param name="train">The training interactions.</param>
    /// <param name="maxLength">The most items of a window.</param>
    /// <param name="step">How far apart windows begin, as a share of their length.</param>
    public ClozeWindows(TrainView train, int maxLength, double step)
    {
        _train = train;
        int places = Math.Max(1, (int)(step * maxLength));
        var windows = new List<(int User, int First, int Length)>();
        for (int user = 0; user < train.UserCount; user++)
        {
            int length = train.ItemsOf(user).Length;
            for (int first = length - maxLength; first > 0; first -= places)
            {
                windows.Add((user, first, maxLength));
            }

            if (length > 0)
            {
                windows.Add((user, 0, Math.Min(length, maxLength)));
            }
        }

        _windows = [.. windows];
    }

    /// <summary>The number of windows.</summary>
    public int Count => _windows.Length;

    /// <summary>Whose items a window holds.</summary>
    public int UserOf(int window) => _windows[window].User;

    /// <summary>The items of a window, oldest first.</summary>
    public ReadOnlySpan<int> this[int window]
    {
        get
        {
            (int user, int first, int length) = _windows[window];
            return _train.ItemsOf(user).Slice(first, length);
        }
    }
}
