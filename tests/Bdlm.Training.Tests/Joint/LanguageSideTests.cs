using Bdlm.Language.Adapters;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Joint;

public sealed class LanguageSideTests
{
    private static readonly AlignedSample[] Batch = [new(0, 1, 1, true), new(2, 2, 8, false)];

    [Fact]
    public void Forward_AlignsTheEmbeddingRowsOfTheSamples()
    {
        using var sides = new RealSides();
        using var scope = NewDisposeScope();
        SideForward forward = sides.LanguageSide.Forward(Batch);
        Assert.Equal(Row(sides.Language.Model.Embedding.Users, 2), Row(forward.UserRows, 1));
        Assert.Equal(Row(sides.Language.Model.Embedding.Items, 8), Row(forward.ItemRows, 1));
        Assert.Equal(["yes/no", "top-K"], forward.Parts.Select(part => part.Name));
        Assert.True(sides.Language.Model.training);
    }

    [Fact]
    public void Features_AreReadWithoutDropoutAndLeaveItsStateAlone()
    {
        using var sides = new RealSides(new RealSidesOptions { Language = RealSidesOptions.LlamaWithDropout(1) });
        using var scope = NewDisposeScope();
        sides.Language.Model.train();
        var before = sides.LanguageBits();
        Tensor first = sides.LanguageSide.Features(Batch);
        Tensor second = sides.LanguageSide.Features(Batch);
        Assert.Equal([2, RealSides.Dim], first.shape);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
        Assert.Equal(before, sides.LanguageBits());
    }

    [Fact]
    public void Step_AfterTheMutualLoss_MovesTheAlignedRowsThoughNoPromptNamesThem()
    {
        using var sides = new RealSides();
        using var scope = NewDisposeScope();
        float[] before = Row(sides.Language.Model.Embedding.Items, 8);
        float[] untouched = Row(sides.Language.Model.Embedding.Items, 7);
        // In no history and no positive: item 8 is only aligned, in the top-K task alone.
        SideForward forward = sides.LanguageSide.Forward(Batch);
        forward.ItemRows.sum().backward();
        sides.LanguageSide.Step(new StepPlace(0, 0, 0, 10));
        Assert.NotEqual(before, Row(sides.Language.Model.Embedding.Items, 8));
        Assert.Equal(untouched, Row(sides.Language.Model.Embedding.Items, 7));
    }

    [Fact]
    public void Step_GradientIsNaN_StopsBeforeTheUpdate()
    {
        using var sides = new RealSides();
        using var scope = NewDisposeScope();
        sides.LanguageSide.Forward(Batch).TaskLoss.backward();
        using (no_grad())
        {
            sides.Language.Model.Embedding.Users.grad!.fill_(float.NaN);
        }

        var before = sides.LanguageBits();
        TrainingDivergedException fault = Assert.Throws<TrainingDivergedException>(() => sides.LanguageSide.Step(new StepPlace(0, 0, 4, 10)));
        Assert.StartsWith("the gradient norm of L_LLM is NaN at step 4", fault.Message);
        Assert.Equal(before, sides.LanguageBits());
    }

    [Fact]
    public void Forward_NothingIsDropped_GivesTheFeaturesOfASeparatePass()
    {
        using var sides = new RealSides(new RealSidesOptions { Language = RealSidesOptions.Llama(1) });
        using var scope = NewDisposeScope();
        Assert.True(sides.LanguageSide.ForwardReadsFeatures);
        Tensor expected = sides.LanguageSide.Features(Batch);
        Tensor features = sides.LanguageSide.Forward(Batch).Features!;
        Assert.False(features.requires_grad);
        Assert.True(expected.allclose(features, 1e-5, 1e-6));
    }

    [Fact]
    public void Forward_SomethingMayBeDropped_GivesNoFeatures()
    {
        using var scope = NewDisposeScope();
        using var dropping = new RealSides(new RealSidesOptions { Language = RealSidesOptions.LlamaWithDropout(1) });
        Assert.False(dropping.LanguageSide.ForwardReadsFeatures);
        Assert.Null(dropping.LanguageSide.Forward(Batch).Features);
        // A port that does not say what it does.
        using var unknown = new RealSides();
        Assert.False(unknown.LanguageSide.ForwardReadsFeatures);
        using var adapted = new RealSides(new RealSidesOptions { Language = RealSidesOptions.Llama(1) });
        LoraAdapters.Attach(adapted.Language.Model, new LoraOptions { Dropout = 0.1 }, seed: 1);
        Assert.False(adapted.LanguageSide.ForwardReadsFeatures);
    }

    private static float[] Row(Tensor rows, int row)
    {
        using var scope = NewDisposeScope();
        return rows[row].data<float>().ToArray();
    }
}
