using Bdlm.Factorization;
using Bdlm.Fusion;
using Bdlm.Recommending;
using Bdlm.Testing.Recommending;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Models.Tests.Fusion;

public sealed class KnowledgeFusionHeadTests
{
    private const int HiddenDim = 3;

    private static readonly FusionOptions Printed = new() { PairDropout = 0 };

    public static TheoryData<FusionOptions> Shapes() =>
    [
        Printed,
        Printed with { NormalizeHidden = true },
        Printed with { Form = FusionForm.Mlp, TowerWidths = [6, 4] },
        Printed with { Form = FusionForm.Mlp, NormalizeHidden = true, Start = FusionStart.Random },
    ];

    [Fact]
    public void Forward_OfKnownWeights_IsEquation6()
    {
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 2);
        using KnowledgeFusionHead head = KnowledgeFusionHead.Create(Printed, HiddenDim, model, seed: 0);
        head.get_parameter("weight")!.detach().copy_(tensor(new float[] { 1, 10, 100, 2, 3 }));
        head.get_parameter("bias")!.detach().copy_(tensor(0.5f));
        Tensor logits = head.call(tensor(new float[,] { { 1, 2, 3 } }), tensor(new float[,] { { 4, -1 } }));
        Assert.Equal([1 + 20 + 300 + 8 - 3 + 0.5f], logits.data<float>().ToArray());
    }

    [Fact]
    public void Forward_WithPairDropout_HidesWholePairsInTrainingAlone()
    {
        const int Pairs = 10_000;
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 4);
        using KnowledgeFusionHead head = KnowledgeFusionHead.Create(new FusionOptions { Start = FusionStart.Random, PairDropout = 0.3 }, HiddenDim, model, seed: 0);
        Tensor hidden = randn(1, HiddenDim).expand(Pairs, HiddenDim), pair = randn(1, 4).expand(Pairs, 4);
        head.eval();
        float whole = head.call(hidden, pair).data<float>().Distinct().Single();
        float without = head.call(hidden, zeros(Pairs, 4)).data<float>().Distinct().Single();
        head.train();
        using var generator = new Generator(1);
        float[] shown = head.Fuse(hidden, pair, generator).data<float>().ToArray();

        Assert.Equal([whole, without], shown.Distinct().OrderByDescending(logit => logit == whole));
        // Within five standard deviations of the share.
        Assert.InRange(shown.Count(logit => logit == without) / (double)Pairs, 0.277, 0.323);
        using var again = new Generator(1);
        Assert.Equal(shown, head.Fuse(hidden, pair, again).data<float>().ToArray());
        Assert.Contains(without, head.call(hidden, pair).data<float>().ToArray());
    }

    [Fact]
    public void Create_FromDomainScore_StartsAtTheRecommendersScore()
    {
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 4);
        using DomainEmbeddings embeddings = model.Embed();
        Tensor users = tensor(new long[] { 0, 1 }), items = tensor(new long[] { 2, 0 });
        Tensor score = model.ScorePairs(embeddings, users, items);
        foreach (FusionOptions options in Shapes().Select(row => row.Data).Where(options => options.Start == FusionStart.DomainScore))
        {
            using KnowledgeFusionHead head = KnowledgeFusionHead.Create(options, HiddenDim, model, seed: 0);
            Tensor logits = head.call(randn(2, HiddenDim), model.PairFeatures(embeddings, users, items));
            Assert.True(score.allclose(logits, rtol: 1e-5, atol: 1e-6));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_OfEveryShape_EqualCentralDifferences(FusionOptions options)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using Gmf model = MakeGmf(dim: 4);
        using KnowledgeFusionHead head = KnowledgeFusionHead.Create(options, HiddenDim, model, seed: 0);
        foreach (Parameter parameter in head.parameters())
        {
            parameter.detach().copy_(randn(parameter.shape, generator: generator));
        }

        var hidden = new Parameter(randn(5, HiddenDim, generator: generator));
        var pair = new Parameter(randn(5, 4, generator: generator));
        Tensor Function() => head.call(hidden, pair).to(ScalarType.Float64).mul(arange(5, ScalarType.Float64)).sum();
        foreach ((string name, Parameter parameter) in head.named_parameters().Append(("hidden", hidden)).Append(("pair", pair)))
        {
            // Logits of order 10 in single precision: 1e-6 divided by twice the step.
            FiniteDifferences.Check(Function, name, parameter, entries: 6, step: 1e-3, tolerance: 1e-2);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Module_SavedAndLoaded_GivesTheSameLogits(FusionOptions options)
    {
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 4);
        using KnowledgeFusionHead saved = KnowledgeFusionHead.Create(options with { Start = FusionStart.Random }, HiddenDim, model, seed: 1);
        using KnowledgeFusionHead loaded = KnowledgeFusionHead.Create(options, HiddenDim, model, seed: 2);
        loaded.load_state_dict(saved.state_dict());
        Tensor hidden = randn(5, HiddenDim), pair = randn(5, 4);
        Assert.Equal(saved.call(hidden, pair).data<float>().ToArray(), loaded.call(hidden, pair).data<float>().ToArray());
    }

    [Fact]
    public void Forward_OfHalfPrecisionFeature_GivesFloat32()
    {
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 4);
        using KnowledgeFusionHead head = KnowledgeFusionHead.Create(Printed, HiddenDim, model, seed: 1);
        Assert.Equal(ScalarType.Float32, head.call(zeros(2, HiddenDim, ScalarType.BFloat16), zeros(2, 4)).dtype);
    }

    [Fact]
    public void Forward_OfWrongShapes_Throws()
    {
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 4);
        using KnowledgeFusionHead head = KnowledgeFusionHead.Create(Printed, HiddenDim, model, seed: 1);
        var fault = Assert.Throws<ArgumentException>(() => head.call(zeros(2, 9), zeros(2, 4)));
        Assert.Contains("hidden has shape [2, 9]; expected [batch, HiddenDim] = [*, 3]", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<ArgumentException>(() => head.call(zeros(2, 3), zeros(1, 4)));
        Assert.Contains("pair has shape [1, 4]; expected [batch, PairDim] = [2, 4]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfBadOptions_ReportsAllFaults()
    {
        using Gmf model = MakeGmf(dim: 4);
        var options = new FusionOptions { Form = (FusionForm)9, Start = (FusionStart)8, PairDropout = 1, TowerWidths = [] };
        var fault = Assert.Throws<ArgumentException>(() => KnowledgeFusionHead.Create(options, HiddenDim, model, seed: 1));
        Assert.Equal("FusionOptions: Form is 9; expected Linear or Mlp. Start is 8; expected DomainScore or Random. PairDropout is 1; expected a share in [0, 1). TowerWidths is []; expected one or more widths of at least 1.", fault.Message);
    }

    [Fact]
    public void Forward_ManyTimes_LeaksNoTensor()
    {
        using var scope = NewDisposeScope();
        using Gmf model = MakeGmf(dim: 4);
        using KnowledgeFusionHead head = KnowledgeFusionHead.Create(new FusionOptions { Form = FusionForm.Mlp, NormalizeHidden = true }, HiddenDim, model, seed: 1);
        Tensor hidden = zeros(2, HiddenDim), pair = zeros(2, 4);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int call = 0; call < 200; call++)
        {
            head.call(hidden, pair).Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Gmf MakeGmf(int dim) => Gmf.Create(new GmfOptions { Dim = dim, InitialStd = 1 }, 3, 4, seed: 7);
}
