using Bdlm.Data;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Sequential;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

public sealed class ClozeObjectiveTests
{
    private const int Mask = 1000;

    [Fact]
    public void Windows_OfALongSequence_EndAtItsNewestItemsAndBeginAtItsOldest()
    {
        var train = new TrainView(2, 30, [0, 0, 0, 0, 0, 0, 0, 1], [1, 2, 3, 4, 5, 6, 7, 9], [1, 2, 3, 4, 5, 6, 7, 1]);
        var windows = new ClozeWindows(train, maxLength: 4, step: 0.5);
        Assert.Equal(["4 5 6 7", "2 3 4 5", "1 2 3 4", "9"], Enumerable.Range(0, windows.Count).Select(window => string.Join(" ", windows[window].ToArray())));
    }

    [Fact]
    public void Examples_MaskOneFifthOfTen_EachPlaceAlike()
    {
        ClozeExamples examples = Examples(new ClozeObjectiveOptions { MaskShare = 0.2, LastItemShare = 0 }, seed: 1);
        using HistoryBatch batch = examples.Sequences(0, 2000, CPU);
        long[] places = examples.Places(0, 2000, 10);
        Assert.Equal(4000, places.Length);
        Assert.Equal(4000, batch.PaddedIds.ToArray().Count(id => id == Mask));
        Assert.All(places, place => Assert.Equal(Mask, batch.PaddedIds[(int)place]));
        // 400 a place expected, with a deviation of 18.
        Assert.All(places.CountBy(place => place % 10), count => Assert.InRange(count.Value, 310, 490));
        Assert.Equal(places.Select(place => place % 10), examples.Answers(0, 2000).Select(item => item % 10));
    }

    [Fact]
    public void Examples_LastItemShare_AsksForTheLastAlone()
    {
        ClozeExamples examples = Examples(new ClozeObjectiveOptions { LastItemShare = 1 }, seed: 1);
        Assert.Equal(Enumerable.Range(0, 2000).Select(row => (row * 10L) + 9), examples.Places(0, 2000, 10));
    }

    [Fact]
    public void Examples_MaskTokenShare_LeavesSomeAndReplacesSome()
    {
        ClozeExamples examples = Examples(new ClozeObjectiveOptions { MaskTokenShare = 0.8, LastItemShare = 0 }, seed: 1);
        using HistoryBatch batch = examples.Sequences(0, 2000, CPU);
        long[] shown = [.. examples.Places(0, 2000, 10).Select(place => batch.PaddedIds[(int)place])];
        // 4,000 draws: 3,200 ± 25, and 400 ± 19 that stay; of the random ones one in twenty is the same item by chance.
        Assert.InRange(shown.Count(id => id == Mask), 3_100, 3_300);
        Assert.InRange(shown.Zip(examples.Answers(0, 2000)).Count(pair => pair.First == pair.Second), 330, 510);
        Assert.All(shown, id => Assert.True(id == Mask || id < 20));
    }

    [Fact]
    public void Examples_DependOnTheSeedAlone()
    {
        var options = new ClozeObjectiveOptions();
        long[] first = Examples(options, seed: 1).Places(0, 2000, 10);
        Assert.Equal(first, Examples(options, seed: 1).Places(0, 2000, 10));
        Assert.NotEqual(first, Examples(options, seed: 2).Places(0, 2000, 10));
    }

    [Fact]
    public void Compute_MaxMasksAndOneItem_AskAtLeastOneAndAtMostSo()
    {
        var train = new TrainView(2, 30, [0, 0, 0, 0, 0, 1], [1, 2, 3, 4, 5, 9], [1, 2, 3, 4, 5, 1]);
        var examples = new ClozeExamples(new ClozeWindows(train, 20, 1), 30, Mask, new ClozeObjectiveOptions { MaskShare = 1, MaxMasks = 3, LastItemShare = 0 }, null, seed: 1);
        Assert.Equal(4, examples.Answers(0, 2).Length);
    }

    [Fact]
    public void Constructor_OfPartsThatDoNotFit_Throws()
    {
        using var model = Bert4Rec.Create(new Bert4RecOptions { Dim = 4 }, 6, seed: 1);
        var empty = new TrainView(1, 6, [], [], []);
        var other = new TrainView(1, 7, [0], [0], [0]);
        Assert.StartsWith("train holds no interaction;", Assert.Throws<ArgumentException>(() => new ClozeObjective(model, empty, new ClozeObjectiveOptions(), CPU)).Message);
        Assert.StartsWith("recommender has 6 items and train 7;", Assert.Throws<ArgumentException>(() => new ClozeObjective(model, other, new ClozeObjectiveOptions(), CPU)).Message);
        Assert.Equal(
            "ClozeObjectiveOptions cannot be used: MaskShare is 0; expected a share in (0, 1]. MaxMasks is 0; expected at least 1. LastItemShare is 2; expected a share in [0, 1]. MaskTokenShare is -1; expected a share in [0, 1]. WindowStep is 0; expected a share in (0, 1].",
            Assert.Throws<ArgumentException>(new ClozeObjectiveOptions { MaskShare = 0, MaxMasks = 0, LastItemShare = 2, MaskTokenShare = -1, WindowStep = 0 }.Validate).Message);
    }

    [Fact]
    public void Compute_SampledNegatives_IsTheSoftmaxOverThem()
    {
        using var scope = NewDisposeScope();
        var train = new TrainView(2, 6, [0, 0, 0, 1, 1], [3, 1, 4, 5, 0], [1, 2, 3, 1, 2]);
        var negatives = new TrainingNegatives(UserPositives.OfTraining(train), new UniformNegativeSampler(train));
        using var model = Bert4Rec.Create(new Bert4RecOptions { Dim = 4, Dropout = 0 }, 6, seed: 1);
        var options = new ClozeObjectiveOptions { NegativesPerMask = 2, LastItemShare = 0, MaskShare = 0.5 };
        var objective = new ClozeObjective(model, train, negatives, options, CPU);
        objective.BeginEpoch(1);
        var examples = new ClozeExamples(new ClozeWindows(train, model.MaxHistory + 1, 0.5), 6, model.MaskId, options, negatives, seed: 1);
        using HistoryBatch batch = examples.Sequences(0, 2, CPU);
        Tensor states = model.EncodePlaces(batch, tensor(examples.Places(0, 2, batch.Width)));
        float[] scores = model.ScoreItems(states).data<float>().ToArray();
        long[] answers = examples.Answers(0, 2);
        int[] drawn = examples.Negatives(0, 2).ToArray();
        double[] losses = [.. answers.Select((answer, place) => Math.Log(1 + drawn.Skip(2 * place).Take(2).Sum(item => Math.Exp(scores[(6 * place) + item] - scores[(6 * place) + answer]))))];
        Assert.Equal(3, answers.Length);
        Assert.All(drawn.Select((item, place) => (item, User: train.Contains(0, (int)answers[place / 2]) ? 0 : 1)), pair => Assert.False(train.Contains(pair.User, pair.item)));
        Assert.Equal(losses.Average(), objective.Compute(0, 2).Task.item<float>(), 5);
        Assert.StartsWith("negatives is null and options.NegativesPerMask is 2;", Assert.Throws<ArgumentException>(() => new ClozeObjective(model, train, options, CPU)).Message);
        Assert.Contains("NegativesPerMask is -1; expected at least 0", Assert.Throws<ArgumentException>(new ClozeObjectiveOptions { NegativesPerMask = -1 }.Validate).Message);
    }

    // 2,000 sequences of ten items whose last digit is their place.
    private static ClozeExamples Examples(ClozeObjectiveOptions options, int seed)
    {
        int[] users = [.. Enumerable.Range(0, 20_000).Select(row => row / 10)];
        int[] items = [.. Enumerable.Range(0, 20_000).Select(row => (row % 10) + (10 * (row / 10 % 2)))];
        var train = new TrainView(2000, 20, users, items, [.. Enumerable.Range(0, 20_000).Select(row => (long)row)]);
        return new ClozeExamples(new ClozeWindows(train, 20, 0.5), 20, Mask, options, null, seed);
    }
}
