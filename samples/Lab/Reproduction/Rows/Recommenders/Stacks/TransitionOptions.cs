namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>What is counted about the order of items.</summary>
internal sealed record TransitionOptions
{
    /// <summary>How far apart two items may stand, at least 1.</summary>
    public int Reach { get; init; } = 5;

    /// <summary>δ, in (0, 1]: how much less each further place counts.</summary>
    public double Fading { get; init; } = 0.7;

    /// <summary>α, above 0: how many followers popularity is worth.</summary>
    public double Smoothing { get; init; } = 20;
}
