using Bdlm.Initialization;
using Bdlm.Scoring;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Factorization;

/// <summary>Makes the parameters of a NeuMF from two trained models (NCF, section 3.4.1).</summary>
internal static class PretrainedNeuMf
{
    /// <summary>Joins copies of both models' parameters.</summary>
    /// <param name="gmf">The trained GMF.</param>
    /// <param name="mlp">The trained MLP.</param>
    /// <param name="alpha">The GMF's share of the score.</param>
    /// <param name="make">Makes the model of options, user table, item table, tower, last weights and bias.</param>
    public static NeuMf Join(Gmf gmf, Mlp mlp, double alpha, Func<NeuMfOptions, Parameter, Parameter, DenseTower, Parameter, Parameter, NeuMf> make)
    {
        Check(gmf, mlp, alpha);
        using var scope = NewDisposeScope();
        using var copies = new ParameterInitializer(seed: 0, gmf.UserTable.device);
        (Tensor gmfWeight, Tensor gmfBias) = gmf.PairScoreWeights();
        (Tensor mlpWeight, Tensor mlpBias) = mlp.PairScoreWeights();
        return make(
            Options(gmf, mlp.Options),
            copies.From(cat([gmf.UserTable.detach(), mlp.UserTable.detach()], 1)),
            copies.From(cat([gmf.ItemTable.detach(), mlp.ItemTable.detach()], 1)),
            new DenseTower(mlp.Tower.CopyLayers(copies), mlp.Options.Dropout),
            copies.From(cat([gmfWeight.Times(alpha), mlpWeight.Times(1 - alpha)], 0)),
            copies.From(gmfBias.Times(alpha).Plus(mlpBias.Times(1 - alpha))));
    }

    private static NeuMfOptions Options(Gmf gmf, MlpOptions mlp) => new()
    {
        GmfDim = gmf.EmbeddingDim,
        MlpDim = mlp.Dim,
        HiddenWidths = mlp.HiddenWidths,
        InitialStd = mlp.InitialStd,
        Dropout = mlp.Dropout,
        Initialization = mlp.Initialization,
    };

    private static void Check(Gmf gmf, Mlp mlp, double alpha)
    {
        if (!(alpha is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), $"alpha is {alpha}; expected a number in [0, 1]. The authors use 0.5.");
        }

        if (gmf.UserCount != mlp.UserCount || gmf.ItemCount != mlp.ItemCount)
        {
            throw new ArgumentException($"gmf has {gmf.UserCount} users and {gmf.ItemCount} items, mlp {mlp.UserCount} and {mlp.ItemCount}; expected the same. Train both on one data set.", nameof(mlp));
        }

        string device = gmf.UserTable.device.ToString();
        if (mlp.UserTable.device.ToString() != device)
        {
            throw new ArgumentException($"mlp lies on {mlp.UserTable.device} and gmf on {device}; expected one device. Move one of them with .to(device).", nameof(mlp));
        }
    }
}
