using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>How the domain side learns in joint training.</summary>
public sealed record DomainSideOptions
{
    /// <summary>
    /// Whether the edges of the batch's own positives are left out of the propagation while D trains on them (decision 22), for recommenders
    /// that can (<see cref="Bdlm.Recommending.IEdgeMaskable"/>); others train with the graph as it is. Left in, d_ui is inflated
    /// on training pairs, and the head learns to trust D too much.
    /// </summary>
    public bool LeaveOutOwnEdges { get; init; }

    /// <summary>
    /// What user rows are multiplied with before they are compared with M, above 0: 1 where the language side was preloaded
    /// as is, else the scale that its preloading reported (decision 20: M compares in the language side's space).
    /// </summary>
    public double UserRowScale { get; init; } = 1;

    /// <summary>The same for item rows.</summary>
    public double ItemRowScale { get; init; } = 1;

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(DomainSideOptions),
        (!(UserRowScale > 0), $"UserRowScale is {UserRowScale}; expected a number above 0."),
        (!(ItemRowScale > 0), $"ItemRowScale is {ItemRowScale}; expected a number above 0."));
}
