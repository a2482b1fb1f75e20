using Bdlm.Data;
using Bdlm.Factorization;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Recommending;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

public sealed class LabelledObjectiveTests
{
    private static readonly LabelledInteraction[] Rows = [new(0, 1, true), new(1, 0, false), new(2, 2, true), new(0, 2, false), new(1, 2, true)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_AllRows_IsTheMeanCrossEntropyOfTheirLabels(bool isGraph)
    {
        using var scope = NewDisposeScope();
        using nn.Module module = Create(isGraph, out IDomainRecommender recommender);
        var objective = new LabelledObjective(recommender, Rows, CPU);
        objective.BeginEpoch(1);
        DomainEmbeddings rows = recommender.Embed();
        double expected = Rows.Average(row =>
        {
            double score = recommender.ScorePairs(rows, tensor([(long)row.User]), tensor([(long)row.Item])).item<float>();
            return Math.Log(1 + Math.Exp(row.Taken ? -score : score));
        });
        Assert.Equal(Rows.Length, objective.ExamplesPerEpoch);
        Assert.Equal(expected, objective.Compute(0, Rows.Length).Task.item<float>(), 5);
        double parts = ((2 * objective.Compute(0, 2).Task.item<float>()) + (3 * objective.Compute(2, 3).Task.item<float>())) / 5;
        Assert.Equal(expected, parts, 5);
    }

    [Fact]
    public void Constructor_OrComputeTooEarly_Throws()
    {
        using nn.Module module = Create(isGraph: false, out IDomainRecommender recommender);
        Assert.StartsWith("rows holds no pair;", Assert.Throws<ArgumentException>(() => new LabelledObjective(recommender, [], CPU)).Message);
        Assert.StartsWith("No epoch has begun;", Assert.Throws<InvalidOperationException>(() => new LabelledObjective(recommender, Rows, CPU).Compute(0, 1)).Message);
    }

    private static nn.Module Create(bool isGraph, out IDomainRecommender recommender)
    {
        var liked = new TrainView(3, 3, [0, 2, 1], [1, 2, 2], [1, 1, 1]);
        recommender = isGraph
            ? LightGcn.Create(new LightGcnOptions { Dim = 4, Layers = 1 }, InteractionGraph.FromTrain(liked), seed: 1)
            : MatrixFactorization.Create(new MatrixFactorizationOptions { Dim = 4, InitialStd = 1 }, 3, 3, seed: 1);
        return recommender.Module;
    }
}
