namespace Bdlm.Sampling;

/// <summary>Which held-out part of a split is asked about.</summary>
public enum HeldOutStage
{
    /// <summary>The targets that models and thresholds are chosen on.</summary>
    Validation,

    /// <summary>The targets that are reported on, once.</summary>
    Test,
}
