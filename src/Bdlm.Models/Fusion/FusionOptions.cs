using Bdlm.Options;

namespace Bdlm.Fusion;

/// <summary>The shape of a <see cref="KnowledgeFusionHead"/>; the defaults are Eq. 6 as printed, but for <see cref="PairDropout"/>.</summary>
public sealed record FusionOptions
{
    /// <summary>Linear, or with a tower beside.</summary>
    public FusionForm Form { get; init; } = FusionForm.Linear;

    /// <summary>Where training starts from.</summary>
    public FusionStart Start { get; init; } = FusionStart.DomainScore;

    /// <summary>Whether h passes through a layer norm first, for language models whose features are large or uneven.</summary>
    public bool NormalizeHidden { get; init; }

    /// <summary>
    /// The share of pairs whose d the head does not see while it trains, in [0, 1). A recommender knows the pairs it was trained on better than those it is asked about; a head that
    /// is trained on the same pairs leans on d more than d deserves, unless it has to do without now and then (modality dropout; Neverova et al., 2016). Default 0.5, for which
    /// docs/findings.md has the evidence; 0 is Eq. 6 as printed.
    /// </summary>
    public double PairDropout { get; init; } = 0.5;

    /// <summary>The widths of the tower's layers where <see cref="Form"/> has one; one or more, each at least 1.</summary>
    public IReadOnlyList<int> TowerWidths { get; init; } = [128];

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public void Validate() => new Faults(nameof(FusionOptions))
        .Unless(Enum.IsDefined(Form), $"Form is {Form}; expected Linear or Mlp.")
        .Unless(Enum.IsDefined(Start), $"Start is {Start}; expected DomainScore or Random.")
        .Unless(PairDropout is >= 0 and < 1, $"PairDropout is {PairDropout}; expected a share in [0, 1).")
        .Widths(nameof(TowerWidths), TowerWidths)
        .Throw();
}
