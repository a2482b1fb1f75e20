using Bdlm.Data;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Sequential;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

public sealed class SequenceObjectiveTests
{
    // User 0 took 3, 1, 4, 2; user 1 took 5; user 2 took 0, 2.
    private static readonly TrainView Train = new(3, 6, [0, 0, 0, 0, 1, 2, 2], [3, 1, 4, 2, 5, 0, 2], [1, 2, 3, 4, 1, 1, 2]);

    [Fact]
    public void Examples_AreTheNewestItems_WithTheNextOneAtEachPlace()
    {
        var examples = new SequenceExamples(Train, maxLength: 2, SequenceOrder.EveryUser);
        examples.Begin(seed: 1, Negatives(), 1);
        Assert.Equal(2, examples.Count);
        using HistoryBatch batch = examples.Histories(0, 2, CPU);
        long[] targets = examples.Targets(0, 2);
        bool longFirst = batch.Lengths[0] == 2;
        Assert.Equal(longFirst ? [1L, 4, 0, 0] : [0L, 0, 1, 4], batch.PaddedIds.ToArray());
        Assert.Equal(longFirst ? [4L, 2, 2] : [2L, 4, 2], targets);
        int[] users = longFirst ? [0, 0, 2] : [2, 0, 0];
        int[] negatives = examples.Negatives(0, 2).ToArray();
        Assert.All(negatives.Zip(users), pair => Assert.False(Train.Contains(pair.Second, pair.First)));
    }

    [Fact]
    public void Begin_DrawnUsers_DrawsWithReplacementAmongThoseWithTwoItems()
    {
        int[] users = [.. Enumerable.Range(0, 400).Select(row => row / 2)];
        var train = new TrainView(200, 200, users, users, [.. Enumerable.Range(0, 400).Select(row => (long)row)]);
        var examples = new SequenceExamples(train, maxLength: 2, SequenceOrder.DrawnUsers);
        examples.Begin(seed: 1, null, 0);
        long[] first = examples.Targets(0, 200);
        // 200 draws of 200 meet 1 − 1/e of them.
        Assert.InRange(first.Distinct().Count(), 110, 145);
        var all = new SequenceExamples(train, maxLength: 2, SequenceOrder.EveryUser);
        all.Begin(seed: 1, null, 0);
        Assert.Equal(200, all.Targets(0, 200).Distinct().Count());
        examples.Begin(seed: 1, null, 0);
        Assert.Equal(first, examples.Targets(0, 200));
    }

    [Fact]
    public void Compute_BinaryCrossEntropy_IsTheAuthorsMeanOverPlaces()
    {
        using var scope = NewDisposeScope();
        using var model = SasRec.Create(new SasRecOptions { Dim = 4, InitialStd = 1 }, 6, seed: 1);
        var objective = new SequenceObjective(model, Train, Negatives(), new SequenceObjectiveOptions(), CPU);
        objective.BeginEpoch(1);
        var examples = new SequenceExamples(Train, 20, SequenceOrder.EveryUser);
        examples.Begin(1, Negatives(), 1);
        using HistoryBatch batch = examples.Histories(0, 2, CPU);
        Tensor each = model.EncodeEach(batch);
        long[] targets = examples.Targets(0, 2);
        int[] negatives = examples.Negatives(0, 2).ToArray();
        var losses = new List<double>();
        for (int row = 0; row < 2; row++)
        {
            for (int place = 0; place < batch.Lengths[row]; place++)
            {
                float[] scores = model.ScoreItems(each[row, place].unsqueeze(0)).data<float>().ToArray();
                losses.Add(Math.Log(1 + Math.Exp(-scores[targets[losses.Count]])) + Math.Log(1 + Math.Exp(scores[negatives[losses.Count]])));
            }
        }

        Assert.Equal(4, losses.Count);
        Assert.Equal(losses.Average(), objective.Compute(0, 2).Task.item<float>(), 5);
    }

    [Fact]
    public void Examples_EveryWindow_AskForEveryItemButTheFirstOnce()
    {
        var examples = new SequenceExamples(Train, maxLength: 2, SequenceOrder.EveryWindow);
        examples.Begin(seed: 1, null, 0);
        // User 0: 1, 4 → 2 behind, and 3 → 1 before it; user 2: 0 → 2.
        Assert.Equal(3, examples.Count);
        Assert.Equal([1L, 2, 2, 4], examples.Targets(0, 3).Order());
        using HistoryBatch batch = examples.Histories(0, 3, CPU);
        Assert.Equal([1, 1, 2], batch.Lengths.ToArray().Order());
        int window = batch.Lengths.IndexOf(2);
        Assert.Equal([1L, 4], batch.PaddedIds.Slice(window * 2, 2).ToArray());
    }

    [Theory]
    [InlineData(SequenceLoss.SampledSoftmax)]
    [InlineData(SequenceLoss.BinaryCrossEntropy)]
    public void Compute_SeveralNegatives_IsTheMeanOverPlaces(SequenceLoss loss)
    {
        using var scope = NewDisposeScope();
        using var model = SasRec.Create(new SasRecOptions { Dim = 4, InitialStd = 1 }, 6, seed: 1);
        var options = new SequenceObjectiveOptions { Loss = loss, Order = SequenceOrder.EveryWindow, NegativesPerPlace = 2 };
        var objective = new SequenceObjective(model, Train, Negatives(), options, CPU);
        objective.BeginEpoch(1);
        var examples = new SequenceExamples(Train, 20, SequenceOrder.EveryWindow);
        examples.Begin(1, Negatives(), 2);
        using HistoryBatch batch = examples.Histories(0, 2, CPU);
        Tensor each = model.EncodeEach(batch);
        long[] targets = examples.Targets(0, 2);
        int[] negatives = examples.Negatives(0, 2).ToArray();
        var losses = new List<double>();
        foreach ((int row, int place) in Enumerable.Range(0, 2).SelectMany(row => Enumerable.Range(0, batch.Lengths[row]).Select(place => (row, place))))
        {
            float[] scores = model.ScoreItems(each[row, place].unsqueeze(0)).data<float>().ToArray();
            (double positive, double first, double second) = (scores[targets[losses.Count]], scores[negatives[2 * losses.Count]], scores[negatives[(2 * losses.Count) + 1]]);
            losses.Add(loss == SequenceLoss.SampledSoftmax
                ? Math.Log(1 + Math.Exp(first - positive) + Math.Exp(second - positive))
                : Math.Log(1 + Math.Exp(-positive)) + ((Math.Log(1 + Math.Exp(first)) + Math.Log(1 + Math.Exp(second))) / 2));
        }

        Assert.Equal(4, losses.Count);
        Assert.Equal(losses.Average(), objective.Compute(0, 2).Task.item<float>(), 5);
    }

    [Fact]
    public void Constructor_OfPartsThatDoNotFit_Throws()
    {
        using var model = SasRec.Create(new SasRecOptions { Dim = 4 }, 6, seed: 1);
        var single = new TrainView(1, 6, [0], [1], [1]);
        Assert.StartsWith("negatives is null and options.Loss is BinaryCrossEntropy;", Assert.Throws<ArgumentException>(() => new SequenceObjective(model, Train, null, new SequenceObjectiveOptions(), CPU)).Message);
        Assert.StartsWith("train holds no user with two interactions;", Assert.Throws<ArgumentException>(() => new SequenceObjective(model, single, Negatives(), new SequenceObjectiveOptions(), CPU)).Message);
        Assert.StartsWith("negatives is null and options.Loss is SampledSoftmax;", Assert.Throws<ArgumentException>(() => new SequenceObjective(model, Train, null, new SequenceObjectiveOptions { Loss = SequenceLoss.SampledSoftmax }, CPU)).Message);
        Assert.Contains("NegativesPerPlace is 0; expected at least 1.", Assert.Throws<ArgumentException>(new SequenceObjectiveOptions { NegativesPerPlace = 0 }.Validate).Message);
        Assert.Throws<InvalidOperationException>(() => new SequenceObjective(model, Train, Negatives(), new SequenceObjectiveOptions(), CPU).Compute(0, 1));
        Assert.Contains("Loss is 7; expected one of BinaryCrossEntropy, FullSoftmax, SampledSoftmax. Order is 9;", Assert.Throws<ArgumentException>(new SequenceObjectiveOptions { Loss = (SequenceLoss)7, Order = (SequenceOrder)9 }.Validate).Message);
    }

    private static TrainingNegatives Negatives() => new(UserPositives.OfTraining(Train), new UniformNegativeSampler(Train));
}
