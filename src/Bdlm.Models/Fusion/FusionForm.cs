namespace Bdlm.Fusion;

/// <summary>What a <see cref="KnowledgeFusionHead"/> makes of [h ; d].</summary>
public enum FusionForm
{
    /// <summary>A linear map, as in Eq. 6.</summary>
    Linear,

    /// <summary>The linear map plus a tower of dense layers, which can weigh h and d against each other.</summary>
    Mlp,
}
