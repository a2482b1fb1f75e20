using Bdlm.Data;
using Bdlm.Recommending;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Testing.Recommending;

/// <summary>
/// What every <see cref="IDomainRecommender"/> keeps. Derive a test class, say how to make the model, and all tests of this
/// class run on it.
/// </summary>
public abstract class DomainRecommenderContract
{
    private static readonly long[] UserIds = [0, 3, 3, 7, 11];
    private static readonly long[] ItemIds = [9, 0, 5, 5, 2];

    /// <summary>The learning rate of the learning test.</summary>
    protected virtual double LearningRate => 0.05;

    /// <summary>The steps of the learning test.</summary>
    protected virtual int Steps => 200;

    /// <summary>Makes a model on the CPU for a training set.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="seed">Decides the first values.</param>
    protected abstract IDomainRecommender Create(TrainView train, int seed);

    /// <summary>The training loss of a batch; pairwise unless overridden.</summary>
    /// <param name="positive"><c>[batch]</c>: scores of taken items.</param>
    /// <param name="negative"><c>[batch]</c>: scores of others, for the same users.</param>
    protected virtual Tensor Loss(Tensor positive, Tensor negative) => nn.functional.softplus(negative - positive).mean();

    /// <summary>Everything has the shape and dtype that the interface states.</summary>
    [Fact]
    public void AllResults_HaveStatedShapes()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Make();
        (Tensor users, Tensor items) = Pairs();
        using DomainEmbeddings embeddings = model.Embed();
        (Tensor weight, Tensor bias) = model.PairScoreWeights();

        Assert.Equal(TwoGroups.UserCount, model.UserCount);
        Assert.Equal(TwoGroups.ItemCount, model.ItemCount);
        TensorAssert.Shape(embeddings.Users, model.UserCount, model.EmbeddingDim);
        TensorAssert.Shape(embeddings.Items, model.ItemCount, model.EmbeddingDim);
        TensorAssert.Shape(embeddings.AlignedUsers, model.UserCount, model.EmbeddingDim);
        TensorAssert.Shape(embeddings.AlignedItems, model.ItemCount, model.EmbeddingDim);
        TensorAssert.Shape(model.PairFeatures(embeddings, users, items), UserIds.Length, model.PairFeatureDim);
        TensorAssert.Shape(model.ScorePairs(embeddings, users, items), UserIds.Length);
        TensorAssert.Shape(model.ScoreItems(embeddings, users), UserIds.Length, model.ItemCount);
        TensorAssert.Shape(weight, model.PairFeatureDim);
        TensorAssert.Shape(bias);
        Assert.False(weight.requires_grad || bias.requires_grad);
    }

    /// <summary>An empty batch gives empty results.</summary>
    [Fact]
    public void AllResults_OfEmptyBatch_AreEmpty()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Make();
        using DomainEmbeddings embeddings = model.Embed();
        Tensor none = zeros(0, ScalarType.Int64);

        TensorAssert.Shape(model.PairFeatures(embeddings, none, none), 0, model.PairFeatureDim);
        TensorAssert.Shape(model.ScorePairs(embeddings, none, none), 0);
        TensorAssert.Shape(model.ScoreItems(embeddings, none), 0, model.ItemCount);
    }

    /// <summary>A pair's score is the same alone and among all items.</summary>
    [Fact]
    public void ScorePairs_OfAnyPairs_EqualsScoreItemsThere()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Make();
        (Tensor users, Tensor items) = Pairs();
        using DomainEmbeddings embeddings = model.Embed();
        Tensor gathered = model.ScoreItems(embeddings, users).gather(1, items.unsqueeze(1)).squeeze(1);
        TensorAssert.Close(gathered, model.ScorePairs(embeddings, users, items));
    }

    /// <summary>A pair's score is the stated linear map of its feature, so that a fusion head can start from it.</summary>
    [Fact]
    public void ScorePairs_OfAnyPairs_EqualsWeightedFeatures()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Make();
        (Tensor users, Tensor items) = Pairs();
        using DomainEmbeddings embeddings = model.Embed();
        (Tensor weight, Tensor bias) = model.PairScoreWeights();
        Tensor expected = model.PairFeatures(embeddings, users, items).mv(weight) + bias;
        TensorAssert.Close(expected, model.ScorePairs(embeddings, users, items));
    }

    /// <summary>Gradients of embeddings, features and scores reach every parameter and are right.</summary>
    [Fact]
    public void Gradients_OfEverything_EqualCentralDifferences()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Make();
        (Tensor users, Tensor items) = Pairs();
        Tensor Function()
        {
            using DomainEmbeddings embeddings = model.Embed();
            return Weighted(embeddings.AlignedUsers) + Weighted(embeddings.AlignedItems)
                + Weighted(model.PairFeatures(embeddings, users, items))
                + Weighted(model.ScorePairs(embeddings, users, items))
                + Weighted(model.ScoreItems(embeddings, users));
        }

        // Single precision leaves an error of about 1e-6 in each of some 100 values, divided by twice the step; a smaller
        // step would let it grow, a larger one would cross more corners of piecewise linear models.
        foreach ((string name, Parameter parameter) in model.Module.named_parameters())
        {
            FiniteDifferences.Check(Function, name, parameter, entries: 12, step: 1e-3, tolerance: 1e-2);
        }
    }

    /// <summary>What is saved and loaded scores as before.</summary>
    [Fact]
    public void Module_SavedAndLoaded_ScoresTheSame()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender saved = Make();
        IDomainRecommender loaded = Create(TwoGroups.Train(), seed: 99);
        Assert.NotEmpty(saved.Module.state_dict());
        string path = Path.GetTempFileName();
        try
        {
            saved.Module.save(path);
            loaded.Module.load(path);
        }
        finally
        {
            File.Delete(path);
        }

        TensorAssert.Same(TwoGroups.Scores(saved), TwoGroups.Scores(loaded));
    }

    /// <summary>All parameters are in the state dict.</summary>
    [Fact]
    public void Module_Always_HoldsAllParametersInStateDict()
    {
        using var scope = NewDisposeScope();
        nn.Module module = Create(TwoGroups.Train(), seed: 1).Module;
        IEnumerable<string> names = module.named_parameters().Select(parameter => parameter.name);
        Assert.NotEmpty(names);
        Assert.Subset(module.state_dict().Keys.ToHashSet(), names.ToHashSet());
    }

    /// <summary>Parameters outlive the dispose scope in which the model was made.</summary>
    [Fact]
    public void Create_InsideDisposeScope_OutlivesIt()
    {
        IDomainRecommender model;
        using (NewDisposeScope())
        {
            model = Create(TwoGroups.Train(), seed: 1);
        }

        using var scope = NewDisposeScope();
        TensorAssert.Shape(TwoGroups.Scores(model), TwoGroups.UserCount, TwoGroups.ItemCount);
    }

    /// <summary>The seed decides the first values.</summary>
    [Fact]
    public void Create_WithSeed_DependsOnSeedOnly()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor first = TwoGroups.Scores(Create(TwoGroups.Train(), seed: 5));
        manual_seed(2);
        TensorAssert.Same(first, TwoGroups.Scores(Create(TwoGroups.Train(), seed: 5)));
        Assert.False(first.allclose(TwoGroups.Scores(Create(TwoGroups.Train(), seed: 6)), rtol: 1e-3, atol: 0));
    }

    /// <summary>After training, every item of the own group scores above every item of the other, those left out included.</summary>
    [Fact]
    public void Training_OnTwoGroups_FindsTheItemsLeftOut()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Create(TwoGroups.Train(), seed: 3);
        TwoGroups.Fit(model, Loss, LearningRate, Steps);
        model.Module.eval();
        float[] scores = TwoGroups.Scores(model).contiguous().data<float>().ToArray();
        for (int user = 0; user < TwoGroups.UserCount; user++)
        {
            float[] row = scores[(user * TwoGroups.ItemCount)..((user + 1) * TwoGroups.ItemCount)];
            float worstOwn = row.Where((_, item) => TwoGroups.SameGroup(user, item)).Min();
            float bestOther = row.Where((_, item) => !TwoGroups.SameGroup(user, item)).Max();
            Assert.True(worstOwn > bestOther, $"user {user}: an own item scores {worstOwn}, a foreign one {bestOther}.");
        }
    }

    /// <summary>Ids out of range and wrong shapes are refused before native code, by name.</summary>
    [Fact]
    public void PairMethods_OfBadIds_ThrowNamingThem()
    {
        using var scope = NewDisposeScope();
        IDomainRecommender model = Make();
        (Tensor users, Tensor items) = Pairs();
        using DomainEmbeddings embeddings = model.Embed();
        Tensor tooLarge = tensor(new long[] { 0, 1, 2, 3, 99 });
        Tensor square = zeros(4, 2, ScalarType.Int64);
        foreach (Func<Tensor, Tensor, object> method in PairMethods(model, embeddings))
        {
            TensorAssert.Refused($"userIds holds 99; expected values in [0, {model.UserCount})", () => method(tooLarge, items));
            TensorAssert.Refused($"itemIds holds 99; expected values in [0, {model.ItemCount})", () => method(users, tooLarge));
            TensorAssert.Refused("userIds has shape [4, 2]; expected [batch]", () => method(square, items));
            TensorAssert.Refused("itemIds has dtype Int32; expected Int64", () => method(users, items.to(ScalarType.Int32)));
            TensorAssert.Refused("itemIds", () => method(users, items.narrow(0, 0, 2)));
        }

        TensorAssert.Refused("userIds holds 99", () => model.ScoreItems(embeddings, tooLarge));
        TensorAssert.Refused("userIds has shape [4, 2]", () => model.ScoreItems(embeddings, square));
    }

    /// <summary>200 training steps leave no tensor behind.</summary>
    [Fact]
    public void Steps_InDisposeScope_LeakNoTensor()
    {
        using var outer = NewDisposeScope();
        IDomainRecommender model = Create(TwoGroups.Train(), seed: 1);
        Step(model);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 200; step++)
        {
            Step(model);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>A result that the caller disposes of leaves nothing behind, without any dispose scope.</summary>
    [Fact]
    public void Scoring_WithoutDisposeScope_LeaksNoTensor()
    {
        using IDisposable grad = no_grad();
        IDomainRecommender model = Create(TwoGroups.Train(), seed: 1);
        (Tensor users, Tensor items) = Pairs();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (DomainEmbeddings embeddings = model.Embed())
        {
            model.PairFeatures(embeddings, users, items).Dispose();
            model.ScorePairs(embeddings, users, items).Dispose();
            model.ScoreItems(embeddings, users).Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>A model with larger values than the first ones, so that errors show; in evaluation mode.</summary>
    private IDomainRecommender Make()
    {
        IDomainRecommender model = Create(TwoGroups.Train(), seed: 1);
        model.Module.eval();
        using var scope = NewDisposeScope();
        using var generator = new Generator(17);
        foreach (Parameter parameter in model.Module.parameters())
        {
            parameter.detach().copy_(randn(parameter.shape, generator: generator).mul_(0.5));
        }

        return model;
    }

    private static (Tensor Users, Tensor Items) Pairs() => (tensor(UserIds), tensor(ItemIds));

    private static IEnumerable<Func<Tensor, Tensor, object>> PairMethods(IDomainRecommender model, DomainEmbeddings embeddings)
    {
        yield return (users, items) => model.PairFeatures(embeddings, users, items);
        yield return (users, items) => model.ScorePairs(embeddings, users, items);
        if (model is IEdgeMaskable maskable)
        {
            yield return maskable.EmbedWithout;
        }
    }

    // A sum with fixed, uneven weights: no entry's gradient can hide behind another's.
    private static Tensor Weighted(Tensor values)
    {
        Tensor places = arange(values.numel(), ScalarType.Float64).view(values.shape);
        return values.to(ScalarType.Float64).mul(places.mul(1.7).sin_()).sum();
    }

    private void Step(IDomainRecommender model)
    {
        using var scope = NewDisposeScope();
        model.Module.zero_grad();
        TwoGroups.BatchLoss(model, Loss, step: 0).backward();
    }
}
