using Bdlm.Data;
using Bdlm.Factorization;
using Bdlm.Recommending;
using Bdlm.Testing.Recommending;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Factorization;

public sealed class NeuMfTests : DomainRecommenderContract
{
    private static readonly NeuMfOptions Small = new() { GmfDim = 4, MlpDim = 6, HiddenWidths = [8, 5] };

    protected override IDomainRecommender Create(TrainView train, int seed) =>
        NeuMf.Create(Small, train.UserCount, train.ItemCount, seed);

    protected override Tensor Loss(Tensor positive, Tensor negative) => PointwiseLoss.Compute(positive, negative);

    [Fact]
    public void ScorePairs_OfKnownParameters_FollowsThePaper()
    {
        using var scope = NewDisposeScope();
        using var model = NeuMf.Create(new NeuMfOptions { GmfDim = 1, MlpDim = 1, HiddenWidths = [2] }, 1, 1, seed: 0);
        Set(model, "users", tensor(new float[,] { { 2, 3 } }));
        Set(model, "items", tensor(new float[,] { { 5, -1 } }));
        Set(model, "tower.weight0", tensor(new float[,] { { 1, 1 }, { 1, 10 } }));
        Set(model, "tower.bias0", tensor(new float[] { 0.5f, 1 }));
        Set(model, "weight", tensor(new float[] { 1, 2, 4 }));
        Set(model, "bias", tensor(0.25f));
        using DomainEmbeddings embeddings = model.Embed();
        Tensor zero = tensor(new long[] { 0 });

        // GMF 2 · 5 = 10; tower relu(3 − 1 + 0.5) = 2.5 and relu(3 − 10 + 1) = 0.
        Assert.Equal([10f, 2.5f, 0f], model.PairFeatures(embeddings, zero, zero).data<float>().ToArray());
        Assert.Equal(15.25f, model.ScorePairs(embeddings, zero, zero).item<float>());
        Assert.Equal(15.25f, model.ScoreItems(embeddings, zero).item<float>());
    }

    [Fact]
    public void Dims_OfOptions_AreSums()
    {
        using var model = NeuMf.Create(new NeuMfOptions(), 2, 3, seed: 0);
        Assert.Equal(8 + 32, model.EmbeddingDim);
        Assert.Equal(8 + 8, model.PairFeatureDim);
    }

    [Fact]
    public void Dropout_InTraining_ChangesScoresAndNotInEvaluation()
    {
        using var scope = NewDisposeScope();
        using var model = NeuMf.Create(Small with { Dropout = 0.5, InitialStd = 1 }, 4, 50, seed: 0);
        Tensor users = tensor(new long[] { 0, 1, 2, 3 });
        using DomainEmbeddings embeddings = model.Embed();
        model.train();
        manual_seed(0);
        Assert.False(model.ScoreItems(embeddings, users).allclose(model.ScoreItems(embeddings, users)));
        model.eval();
        Assert.True(model.ScoreItems(embeddings, users).allclose(model.ScoreItems(embeddings, users)));
    }

    [Fact]
    public void ScoreItems_OverManyBlocks_EqualsPairByPair()
    {
        using var scope = NewDisposeScope();
        const int Items = 1 << 17;
        using var model = NeuMf.Create(new NeuMfOptions { GmfDim = 2, MlpDim = 2, HiddenWidths = [16], InitialStd = 1 }, 5, Items, seed: 0);
        using var _ = no_grad();
        using DomainEmbeddings embeddings = model.Embed();

        // 131,072 items of width 16 leave room for two users a block: three blocks.
        Tensor all = model.ScoreItems(embeddings, arange(5, ScalarType.Int64));
        Tensor last = model.ScorePairs(embeddings, full(Items, 4, ScalarType.Int64), arange(Items, ScalarType.Int64));
        Assert.True(all[4].allclose(last, rtol: 1e-4, atol: 1e-4));
    }

    [Fact]
    public void Create_OfBadOptions_ReportsAllFaults()
    {
        var options = new NeuMfOptions { GmfDim = 0, HiddenWidths = [4, 0], Dropout = 1 };
        var fault = Assert.Throws<ArgumentException>(() => NeuMf.Create(options, 1, 1, seed: 0));
        Assert.Equal("NeuMfOptions: GmfDim is 0; expected at least 1. HiddenWidths is [4, 0]; expected one or more widths of at least 1. Dropout is 1; expected a share in [0, 1).", fault.Message);
    }

    private static void Set(nn.Module module, string name, Tensor values)
    {
        Parameter parameter = module.named_parameters().Single(entry => entry.name == name).parameter;
        parameter.detach().copy_(values);
    }
}
