namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>What stands beside the target among the candidates.</summary>
internal enum CandidateMix
{
    /// <summary>The paper's: half by popularity, half by text similarity; by popularity alone where items have no text.</summary>
    Paper,

    /// <summary>By popularity.</summary>
    Popularity,

    /// <summary>Any items alike.</summary>
    Uniform,
}
