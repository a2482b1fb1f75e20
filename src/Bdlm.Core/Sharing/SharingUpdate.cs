namespace Bdlm.Sharing;

/// <summary>How the rows of the information sharing module that a batch touched are renewed after a side's turn.</summary>
public enum SharingUpdate
{
    /// <summary>They learn: the mutual loss has a gradient with respect to them, and row-wise Adam follows it. The default.</summary>
    Learned,

    /// <summary>
    /// They are constant in the loss (stop-gradient) and then move towards the side's rows: m ← μ m + (1 − μ) e, where e
    /// are the rows that the loss was taken of, averaged over the places where an id occurs.
    /// </summary>
    MovingAverage,

    /// <summary>They are constant in the loss (stop-gradient) and then take those rows of the side: m ← e.</summary>
    Overwrite,
}
