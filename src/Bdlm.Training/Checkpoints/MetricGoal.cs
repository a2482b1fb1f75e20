namespace Bdlm.Checkpoints;

/// <summary>Which way a metric gets better.</summary>
public enum MetricGoal
{
    /// <summary>Larger is better, as for HR@1, F1 and AUC.</summary>
    Maximize,

    /// <summary>Smaller is better, as for a loss.</summary>
    Minimize,
}
