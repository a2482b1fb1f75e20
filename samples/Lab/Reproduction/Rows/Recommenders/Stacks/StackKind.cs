namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>What stands beside LightGCN in a stack.</summary>
internal enum StackKind
{
    /// <summary>How often items followed each other in training.</summary>
    CountsAndLightGcn,

    /// <summary>SASRec.</summary>
    SasRecAndLightGcn,
}
