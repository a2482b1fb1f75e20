using Bdlm.Data;
using Bdlm.Factorization;
using Bdlm.Recommending;
using Bdlm.Testing.Recommending;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Factorization;

public sealed class MatrixFactorizationTests : DomainRecommenderContract
{
    protected override IDomainRecommender Create(TrainView train, int seed) =>
        MatrixFactorization.Create(new MatrixFactorizationOptions { Dim = 6 }, train.UserCount, train.ItemCount, seed);

    [Fact]
    public void ScorePairs_OfKnownRows_IsDotProduct()
    {
        using var scope = NewDisposeScope();
        using var model = new MatrixFactorization(new Parameter(tensor(new float[,] { { 1, 2 } })), new Parameter(tensor(new float[,] { { 3, -1 }, { 0.5f, 4 } })));
        using DomainEmbeddings embeddings = model.Embed();
        Tensor scores = model.ScoreItems(embeddings, tensor(new long[] { 0 }));
        Assert.Equal([1f, 8.5f], scores.data<float>().ToArray());
    }

    [Fact]
    public void Constructor_OfDifferentWidths_Throws()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => new MatrixFactorization(new Parameter(zeros(2, 3)), new Parameter(zeros(2, 4))));
        Assert.Contains("items has shape [2, 4]; expected [items, dim] = [*, 3]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfBadOptions_ReportsAllFaults()
    {
        var options = new MatrixFactorizationOptions { Dim = 0, InitialStd = double.NaN };
        var fault = Assert.Throws<ArgumentException>(() => MatrixFactorization.Create(options, 1, 1, seed: 0));
        Assert.Equal("MatrixFactorizationOptions: Dim is 0; expected at least 1. InitialStd is NaN; expected a number above 0.", fault.Message);
    }

    [Fact]
    public void Module_MovedToFloat64_UsesTheMovedTables()
    {
        using var scope = NewDisposeScope();
        using var model = MatrixFactorization.Create(new MatrixFactorizationOptions { Dim = 2 }, 3, 4, seed: 0);
        model.to(ScalarType.Float64);
        using DomainEmbeddings embeddings = model.Embed();
        Assert.Equal(ScalarType.Float64, embeddings.Users.dtype);
        Assert.Equal(ScalarType.Float64, model.parameters().First().dtype);
    }

    [Fact]
    public void Create_Always_DrawsTheStatedDeviation()
    {
        using var scope = NewDisposeScope();
        using var model = MatrixFactorization.Create(new MatrixFactorizationOptions { Dim = 64, InitialStd = 0.1 }, 500, 10, seed: 0);

        // 32,000 draws: the deviation's own error is 0.1 / √64,000 ≈ 4e-4.
        Assert.Equal(0.1, model.UserTable.std().item<float>(), 2e-3);
        Assert.Equal(0, model.UserTable.mean().item<float>(), 3e-3);
    }
}
