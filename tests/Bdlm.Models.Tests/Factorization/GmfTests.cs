using Bdlm.Data;
using Bdlm.Factorization;
using Bdlm.Recommending;
using Bdlm.Testing.Recommending;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Factorization;

public sealed class GmfTests : DomainRecommenderContract
{
    protected override IDomainRecommender Create(TrainView train, int seed) =>
        Gmf.Create(new GmfOptions { Dim = 6 }, train.UserCount, train.ItemCount, seed);

    protected override Tensor Loss(Tensor positive, Tensor negative) => PointwiseLoss.Compute(positive, negative);

    [Fact]
    public void ScorePairs_OfKnownParameters_IsWeightedProductPlusBias()
    {
        using var scope = NewDisposeScope();
        using var model = new Gmf(
            new Parameter(tensor(new float[,] { { 1, 2 } })),
            new Parameter(tensor(new float[,] { { 3, -1 } })),
            new Parameter(tensor(new float[] { 10, 100 })),
            new Parameter(tensor(0.5f)));
        using DomainEmbeddings embeddings = model.Embed();
        Tensor zero = tensor(new long[] { 0 });

        // 10 · (1 · 3) + 100 · (2 · −1) + 0.5
        Assert.Equal(-169.5f, model.ScorePairs(embeddings, zero, zero).item<float>());
        Assert.Equal([3f, -2f], model.PairFeatures(embeddings, zero, zero).data<float>().ToArray());
    }

    [Fact]
    public void Constructor_OfWrongWeight_Throws()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => new Gmf(new Parameter(zeros(2, 3)), new Parameter(zeros(2, 3)), new Parameter(zeros(4)), new Parameter(zeros([]))));
        Assert.Contains("weight has shape [4]; expected [dim] = [3]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfNoItems_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("itemCount", () => Gmf.Create(new GmfOptions(), 1, 0, seed: 0));
}
