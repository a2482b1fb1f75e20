using Bdlm.Recommending;
using Bdlm.Scoring.Simd;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Scoring;

/// <summary>Features and scores of the models of NCF that have a tower: score(u, i) = wᵀ feature + b.</summary>
/// <param name="tables">The rows.</param>
/// <param name="pairs">Makes the feature of a pair of rows.</param>
/// <param name="score">The last layer.</param>
internal sealed class TowerScores(LookupTables tables, PairTower pairs, ScoreLayer score)
{
    /// <summary>Wires the parts and registers tower, weight and bias with the module that owns them.</summary>
    public static TowerScores Of(nn.Module owner, LookupTables tables, DenseTower tower, PairTowerShape shape, Parameter weight, Parameter bias)
    {
        owner.register_module("tower", tower);
        var pairs = new PairTower(shape, tables, tower);
        return new TowerScores(tables, pairs, new ScoreLayer(owner, weight, bias, pairs.FeatureDim));
    }

    /// <summary>The width of a feature.</summary>
    public int FeatureDim => pairs.FeatureDim;

    /// <summary>Copies of w and b without gradient; the caller disposes.</summary>
    public (Tensor Weight, Tensor Bias) WeightCopies() => score.Copies();

    /// <summary>The features of pairs, <c>[batch, FeatureDim]</c>. The caller disposes.</summary>
    public Tensor Features(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        PairChecks.Pairs(embeddings, userIds, itemIds);
        return pairs.Features(embeddings, userIds, itemIds);
    }

    /// <summary>The scores of pairs, <c>[batch]</c>. The caller disposes.</summary>
    public Tensor ScorePairs(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        using var scope = NewDisposeScope();
        return score.Scores(Features(embeddings, userIds, itemIds)).MoveToOuterDisposeScope();
    }

    /// <summary>The scores of all items, <c>[users, items]</c>, worked on in blocks. The caller disposes.</summary>
    public Tensor ScoreItems(DomainEmbeddings embeddings, Tensor userIds)
    {
        PairChecks.Users(embeddings, userIds);
        using var scope = NewDisposeScope();
        Tensor users = tables.UserRows(embeddings, userIds);
        return pairs.AllScores(users, embeddings.Items, score.Weight).Plus(score.Bias).MoveToOuterDisposeScope();
    }
}
