using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

public sealed class EmbeddingProjectionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Fit_RowsOnALine_KeepsTheLine()
    {
        Tensor users = tensor(new float[,] { { 3, 4, 0 }, { 6, 8, 0 } });
        Tensor items = tensor(new float[,] { { -3, -4, 0 } });
        using var projection = EmbeddingProjection.Fit(users, items, 1);
        Assert.Equal([0.6f, 0.8f, 0f], projection.Matrix.data<float>().ToArray().Select(v => MathF.Round(v, 5)));
        Assert.Equal(1, projection.KeptEnergy, 6);
        Assert.Equal([5f, 10f], projection.Apply(users).data<float>().ToArray().Select(v => MathF.Round(v, 4)));
    }

    [Fact]
    public void Fit_FewerDimensions_IsTheBestRankApproximation()
    {
        Tensor users = randn(20, 6, generator: new Generator(1));
        Tensor items = randn(30, 6, generator: new Generator(2));
        using var projection = EmbeddingProjection.Fit(users, items, 3);
        Tensor rows = cat([users, items], 0);
        (_, Tensor singular, _) = linalg.svd(rows, false);
        double expected = (singular.narrow(0, 0, 3).square().sum() / singular.square().sum()).item<float>();
        Assert.Equal(expected, projection.KeptEnergy, 5);
        Tensor mapped = projection.Apply(rows);
        Assert.Equal(expected, (mapped.square().sum() / rows.square().sum()).item<float>(), 5);
        Assert.True(projection.Matrix.t().mm(projection.Matrix).allclose(eye(3), atol: 1e-5));
    }

    [Fact]
    public void Fit_MoreDimensions_KeepsInnerProducts()
    {
        Tensor users = randn(4, 3);
        using var projection = EmbeddingProjection.Fit(users, users, 5);
        Tensor mapped = projection.Apply(users);
        Assert.Equal([4L, 5], mapped.shape);
        Assert.True(mapped.mm(mapped.t()).allclose(users.mm(users.t())));
    }

    [Fact]
    public void Fit_WrongTables_AreRefused()
    {
        Assert.StartsWith("items has shape [2, 4]; expected [items, from] = [*, 3]. Give tables of one recommender.", Assert.Throws<ArgumentException>(() => EmbeddingProjection.Fit(zeros(2, 3), zeros(2, 4), 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("dim is 0; expected 1 or more.", Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingProjection.Fit(zeros(2, 3), zeros(2, 3), 0)).Message, StringComparison.Ordinal);
    }
}
