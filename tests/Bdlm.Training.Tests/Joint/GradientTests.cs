using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Sampling;
using Bdlm.Serialization;
using Bdlm.Sharing;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>The gradient of Eq. 9 on a side's rows: that of the task plus λ times that of the mutual loss.</summary>
public sealed class GradientTests
{
    // One user with two items: the epoch is one batch, the positive (0, 1) and the negative (0, 2).
    private static readonly TrainView Train = new(1, 3, [0, 0], [0, 1], [1, 2]);

    [Theory]
    // e − m = (1, −2) in both samples' rows. Mean over 2 × 2 values: 2 rows · 2 (e − m) / 4 = (1, −2), times λ = ½.
    [InlineData(MutualReduction.Mean, 6.5f, -3f)]
    // Sum over the width, mean over 2 rows: 2 rows · 2 (e − m) / 2 = (2, −4), times λ = ½.
    [InlineData(MutualReduction.SumOverDim, 7f, -4f)]
    public void Train_LanguageTurn_AddsLambdaTimesTheMutualGradientByHand(MutualReduction reduction, float first, float second)
    {
        using var side = new HandSide();
        using var sharing = new InformationSharingModule(1, 3, 2, new SharingOptions { Reduction = reduction });
        sharing.Preload(tensor(new[] { 0f, 4f }, [1, 2]), zeros(3, 2));
        Run(side, sharing, weight: 0.5);
        // The task's gradient is (3, −1) for each of the two samples.
        Assert.Equal([first, second], side.Gradients["users"], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Train_WeightZero_LeavesTheTasksGradient()
    {
        using var side = new HandSide();
        using var sharing = new InformationSharingModule(1, 3, 2);
        sharing.Preload(full([1, 2], 100f), full([3, 2], -100f));
        Run(side, sharing, weight: 0);
        Assert.Equal([6f, -2f], side.Gradients["users"]);
    }

    [Theory]
    [InlineData(MutualReduction.Mean)]
    [InlineData(MutualReduction.SumOverDim)]
    public void Train_RealLanguageSide_AddsLambdaTimesTheMutualGradient(MutualReduction reduction)
    {
        const double Weight = 3;
        using var sides = new RealSides();
        using var sharing = new InformationSharingModule(RealSides.Train.UserCount, RealSides.Train.ItemCount, RealSides.Dim, new SharingOptions { Reduction = reduction });
        using var scope = NewDisposeScope();
        Tensor apart = sides.Language.Model.Embedding.Users.detach() - 0.25;
        sharing.Preload(apart, sides.Language.Model.Embedding.Items);
        AlignedSample[] batch = [.. sides.Source.Epoch(0).Take(4)];

        sides.LanguageSide.Forward(batch).TaskLoss.backward();
        float[] task = sides.Language.Model.Embedding.Users.grad!.data<float>().ToArray();
        sides.Language.Model.zero_grad();
        var spy = new SpySide(sides.LanguageSide, sides.Language.Model.Embedding.Users);
        Run(sides, spy, sharing, Weight);

        // e − m = ¼ everywhere; each occurrence of a user adds 2 (e − m) / n.
        double n = reduction == MutualReduction.Mean ? 4 * RealSides.Dim : 4;
        float[] expected = [.. task.Select((value, index) => (float)(value + (Weight * batch.Count(sample => sample.User == index / RealSides.Dim) * 2 * 0.25 / n)))];
        Assert.Equal(expected, spy.First!, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    private static void Run(HandSide side, InformationSharingModule sharing, double weight)
    {
        var negatives = new TrainingNegatives(UserPositives.OfTraining(Train), new UniformNegativeSampler(Train));
        var source = new AlignedSampleSource(Train, negatives, new AlignedSampleOptions { NegativesPerPositive = 1 }, seed: 1);
        using var domain = new FakeSide(1, 3, seed: 1);
        var options = new JointTrainingOptions { Loop = new TrainingLoopOptions { Epochs = 1 }, BatchSize = 2, LanguageMutualWeight = weight };
        new JointTrainer(side, domain, sharing, source, options, CPU, new OneSideTurns(Side.Language)).Train();
    }

    private static void Run(RealSides sides, ILanguageSide language, InformationSharingModule sharing, double weight)
    {
        var options = new JointTrainingOptions { Loop = new TrainingLoopOptions { Epochs = 1 }, BatchSize = 4, LanguageMutualWeight = weight };
        new JointTrainer(language, sides.DomainSide, sharing, sides.Source, options, CPU, new OneSideTurns(Side.Language)).Train();
    }

    /// <summary>Writes down the user rows' gradient of the first step, then steps as it should.</summary>
    private sealed class SpySide(ILanguageSide side, TorchSharp.Modules.Parameter users) : ILanguageSide
    {
        public float[]? First { get; private set; }

        public IStateful Weights => side.Weights;

        public IStateful Optimizer => side.Optimizer;

        public IReadOnlyList<Tensor> SharedParameters => side.SharedParameters;

        public Tensor Features(IReadOnlyList<AlignedSample> batch) => side.Features(batch);

        public SideForward Forward(IReadOnlyList<AlignedSample> batch) => side.Forward(batch);

        public void Step(StepPlace place)
        {
            First ??= users.grad!.data<float>().ToArray();
            side.Step(place);
        }
    }
}
