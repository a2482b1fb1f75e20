namespace Bdlm.Lab.Experiments;

/// <summary>The recommenders that can be BDLM's domain side.</summary>
internal enum DomainKind
{
    /// <summary>LightGCN, the paper's main one.</summary>
    LightGcn,

    /// <summary>NeuMF, the full model of the NCF paper.</summary>
    Ncf,

    /// <summary>Generalised matrix factorisation of the NCF paper.</summary>
    Gmf,

    /// <summary>Matrix factorisation.</summary>
    MatrixFactorization,
}
