using Bdlm.Data;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Loops;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Joint;

public sealed class DomainSideTests
{
    // Two positives with edges, a negative without one.
    private static readonly AlignedSample[] Batch = [new(0, 1, 1, true), new(2, 2, 6, true), new(1, 1, 7, false)];

    [Fact]
    public void Forward_WithPairDropout_DrawsFromItsSeedAlone()
    {
        using var sides = new RealSides(new RealSidesOptions { PairDropout = 0.5 });
        using var scope = NewDisposeScope();
        double[] losses = [.. Enumerable.Range(0, 20).Select(seed => sides.DomainSide.Forward(Batch, zeros(3, RealSides.Dim), seed).TaskLoss.item<float>())];
        Assert.True(losses.Distinct().Count() > 3, string.Join(' ', losses));
        random.manual_seed(99);
        Assert.Equal(losses[7], sides.DomainSide.Forward(Batch, zeros(3, RealSides.Dim), seed: 7).TaskLoss.item<float>());
    }

    [Fact]
    public void Forward_OwnEdgesKept_AlignsTheRowsOfTheWholeGraph()
    {
        using var sides = new RealSides(new RealSidesOptions { PairDropout = 0 });
        using var scope = NewDisposeScope();
        SideForward forward = sides.DomainSide.Forward(Batch, zeros(3, RealSides.Dim), seed: 1);
        AssertForward(sides, (LightGcn)sides.Recommender, Batch, forward);
    }

    [Fact]
    public void Forward_OwnEdgesLeftOut_EqualsLightGcnOnTheGraphWithoutThem()
    {
        using var sides = new RealSides(new RealSidesOptions { LeaveOutOwnEdges = true, PairDropout = 0 });
        using var scope = NewDisposeScope();
        using LightGcn smaller = On(InteractionGraph.FromTrain(Without(RealSides.Train, (0, 1), (2, 6))), sides.Recommender.Module);
        SideForward forward = sides.DomainSide.Forward(Batch, zeros(3, RealSides.Dim), seed: 1);
        AssertForward(sides, smaller, Batch, forward);
        Assert.False(forward.UserRows.allclose(Rows((LightGcn)sides.Recommender, Batch).Users, rtol: 1e-3, atol: 1e-3), "the edges were not left out");
    }

    [Fact]
    public void Forward_NoPositiveInTheBatch_UsesTheWholeGraph()
    {
        using var sides = new RealSides(new RealSidesOptions { LeaveOutOwnEdges = true, PairDropout = 0 });
        using var scope = NewDisposeScope();
        SideForward forward = sides.DomainSide.Forward(Batch[2..], zeros(1, RealSides.Dim), seed: 1);
        AssertForward(sides, (LightGcn)sides.Recommender, Batch[2..], forward);
    }

    [Fact]
    public void Forward_EdgeOfANegative_IsLeftAlone()
    {
        using var sides = new RealSides(new RealSidesOptions { LeaveOutOwnEdges = true, PairDropout = 0 });
        using var scope = NewDisposeScope();
        AlignedSample[] labelledWrong = [new(0, 1, 1, false)];
        AssertForward(sides, (LightGcn)sides.Recommender, labelledWrong, sides.DomainSide.Forward(labelledWrong, zeros(1, RealSides.Dim), seed: 1));
    }

    [Fact]
    public void Forward_OwnEdgesLeftOut_LeavesTheGraphAsItIs()
    {
        using var sides = new RealSides(new RealSidesOptions { LeaveOutOwnEdges = true, PairDropout = 0 });
        using var scope = NewDisposeScope();
        float[] before = Rows((LightGcn)sides.Recommender, Batch).Users.data<float>().ToArray();
        sides.DomainSide.Forward(Batch, zeros(3, RealSides.Dim), seed: 1).TaskLoss.backward();
        Assert.Equal(before, Rows((LightGcn)sides.Recommender, Batch).Users.data<float>().ToArray());
    }

    [Fact]
    public void Forward_Backward_GivesNoGradientToTheFeatures()
    {
        using var sides = new RealSides(new RealSidesOptions { PairDropout = 0 });
        using var scope = NewDisposeScope();
        using Tensor features = sides.LanguageSide.Features(Batch);
        Assert.False(features.requires_grad);
        sides.DomainSide.Forward(Batch, features, seed: 1).TaskLoss.backward();
        Assert.All(sides.Language.Model.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Step_GradientIsInfinite_StopsBeforeTheUpdate()
    {
        using var sides = new RealSides(new RealSidesOptions { PairDropout = 0 });
        using var scope = NewDisposeScope();
        sides.DomainSide.Forward(Batch, zeros(3, RealSides.Dim), seed: 1).TaskLoss.backward();
        using (no_grad())
        {
            sides.Head.get_parameter("bias")!.grad!.fill_(float.PositiveInfinity);
        }

        var before = sides.DomainBits();
        TrainingDivergedException fault = Assert.Throws<TrainingDivergedException>(() => sides.DomainSide.Step(new StepPlace(0, 3, 7, 10)));
        Assert.StartsWith("the gradient norm of L_DRS is", fault.Message);
        Assert.Contains("at step 7; expected a finite number. The step was not applied", fault.Message);
        Assert.Equal(before, sides.DomainBits());
    }

    [Fact]
    public void Validate_FaultyScales_NamesBoth()
    {
        var options = new DomainSideOptions { UserRowScale = 0, ItemRowScale = double.NaN };
        ArgumentException fault = Assert.Throws<ArgumentException>(options.Validate);
        Assert.Contains("UserRowScale is 0; expected a number above 0.", fault.Message);
        Assert.Contains("ItemRowScale is NaN; expected a number above 0.", fault.Message);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Validate_FaultyTopKShare_NamesIt(double share) => Assert.Contains(
        $"TopKShare is {share}; expected a number in [0, 1].",
        Assert.Throws<ArgumentException>(new LanguageSideOptions { TopKShare = share }.Validate).Message);

    // The rows of another LightGCN, and Eq. 6 on them with h = 0: the head starts from the dot product.
    private static void AssertForward(RealSides sides, LightGcn expected, AlignedSample[] batch, SideForward forward)
    {
        (Tensor users, Tensor items) = Rows(expected, batch);
        AssertClose(users, forward.UserRows);
        AssertClose(items, forward.ItemRows);
        Tensor labels = tensor(batch.Select(sample => sample.Label ? 1f : 0f).ToArray());
        Tensor scores = (users * items).sum(1);
        AssertClose(nn.functional.binary_cross_entropy_with_logits(scores, labels), forward.TaskLoss);
        Assert.Equal(RealSides.Dim, sides.Head.PairDim);
    }

    private static (Tensor Users, Tensor Items) Rows(LightGcn recommender, AlignedSample[] batch)
    {
        using IDisposable noGradient = no_grad();
        DomainEmbeddings rows = recommender.Embed();
        return (rows.Users.index_select(0, tensor(batch.Select(sample => (long)sample.User).ToArray())),
                rows.Items.index_select(0, tensor(batch.Select(sample => (long)sample.Item).ToArray())));
    }

    private static LightGcn On(InteractionGraph graph, nn.Module tables)
    {
        LightGcn model = LightGcn.Create(new LightGcnOptions { Dim = RealSides.Dim, Layers = 2 }, graph, seed: 9);
        model.load_state_dict(tables.state_dict());
        return model;
    }

    private static TrainView Without(TrainView train, params (int User, int Item)[] pairs)
    {
        var rows = (from user in Enumerable.Range(0, train.UserCount)
                    from item in train.ItemsOf(user).ToArray()
                    where !pairs.Contains((user, item))
                    select (User: user, Item: item)).ToArray();
        return new TrainView(train.UserCount, train.ItemCount, [.. rows.Select(row => row.User)], [.. rows.Select(row => row.Item)], new long[rows.Length]);
    }

    // The masked product subtracts what the smaller graph never adds: float32 rounding of values below 1.
    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.True(expected.allclose(actual, rtol: 1e-4, atol: 1e-6), $"they differ by {(expected - actual).abs().max().item<float>()}");
}
