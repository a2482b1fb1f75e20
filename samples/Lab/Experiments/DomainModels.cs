using Bdlm.Factorization;
using Bdlm.Graph;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>Makes the recommenders that can be BDLM's domain side, all with rows of the language model's width.</summary>
internal static class DomainModels
{
    /// <summary>A kind's name in tables.</summary>
    public static string Name(DomainKind kind) => kind switch
    {
        DomainKind.LightGcn => "LightGCN",
        DomainKind.Ncf => "NCF",
        DomainKind.Gmf => "GMF",
        _ => "MF",
    };

    /// <summary>How a kind is trained alone.</summary>
    public static RecommenderScale ScaleOf(DomainKind kind, LabScale scale) => kind switch
    {
        DomainKind.LightGcn => scale.LightGcn,
        DomainKind.Ncf => scale.Ncf,
        DomainKind.Gmf => scale.Gmf,
        _ => scale.MatrixFactorization,
    };

    /// <summary>An untrained recommender of the experiment's size. The caller disposes of its module.</summary>
    public static IDomainRecommender Create(DomainKind kind, ModelData data, int seed, Device device)
    {
        int dim = data.Scale.Dim;
        (int users, int items) = (data.UserCount, data.ItemCount);
        return kind switch
        {
            DomainKind.LightGcn => LightGcn.Create(new LightGcnOptions { Dim = dim, Layers = data.Scale.LightGcn.Layers }, data.Graph, seed, device),
            DomainKind.Ncf => NeuMf.Create(NcfOptions(dim), users, items, seed, device),
            DomainKind.Gmf => Gmf.Create(new GmfOptions { Dim = dim }, users, items, seed, device),
            _ => MatrixFactorization.Create(new MatrixFactorizationOptions { Dim = dim }, users, items, seed, device),
        };
    }

    // A row is [GMF part ; MLP part]: both parts together have the width of the language model.
    private static NeuMfOptions NcfOptions(int dim) => dim >= 16 && dim % 16 == 0
        ? new NeuMfOptions { GmfDim = dim / 2, MlpDim = dim / 2, HiddenWidths = [dim / 2, dim / 4, dim / 8] }
        : throw new ArgumentException($"NCF's rows would have {dim} values; expected a multiple of 16, for each layer of its tower halves the one before. Use another backbone.");
}
