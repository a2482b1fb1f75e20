using Bdlm.Checkpoints;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Serialization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// A side small enough to follow by hand: two tables, and a task that draws the score ⟨e_u, e_i⟩ to the label. It stands in for either side, and
/// writes down what it is asked.
/// </summary>
internal sealed class FakeSide : nn.Module, ILanguageSide, IDomainSide
{
    public const int Dim = 3;

    private readonly FusedAdam _adam;

    public FakeSide(int userCount, int itemCount, int seed, double learningRate = 0.05)
        : base(nameof(FakeSide))
    {
        using var generator = new Generator((ulong)seed);
        Users = (Parameter)new Parameter(randn([userCount, Dim], generator: generator)).DetachFromDisposeScope();
        Items = (Parameter)new Parameter(randn([itemCount, Dim], generator: generator)).DetachFromDisposeScope();
        register_parameter("users", Users);
        register_parameter("items", Items);
        _adam = new FusedAdam([("users", Users), ("items", Items)], new AdamOptions { LearningRate = learningRate });
        Weights = new ModuleState(this);
    }

    public Parameter Users { get; }

    public Parameter Items { get; }

    public IStateful Weights { get; }

    public IStateful Optimizer => _adam;

    public IReadOnlyList<Tensor> SharedParameters => [Users, Items];

    /// <summary>What happened, in order: "features", "forward", "step".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The features that the last forward as domain side was given.</summary>
    public float[] SeenFeatures { get; private set; } = [];

    /// <summary>Makes the task loss NaN from this forward on.</summary>
    public int? DivergesAt { get; init; }

    public Tensor Features(IReadOnlyList<AlignedSample> batch)
    {
        Calls.Add("features");
        using IDisposable noGradient = no_grad();
        return Rows(batch).Users.clone();
    }

    public SideForward Forward(IReadOnlyList<AlignedSample> batch)
    {
        Calls.Add("forward");
        (Tensor users, Tensor items) = Rows(batch);
        Tensor labels = tensor(batch.Select(sample => sample.Label ? 1f : 0f).ToArray());
        Tensor loss = nn.functional.binary_cross_entropy_with_logits((users * items).sum(1), labels);
        bool diverges = Calls.Count(call => call == "forward") > DivergesAt;
        return new SideForward(diverges ? loss * float.NaN : loss, [new NamedValue("fake", 1)], users, items);
    }

    public SideForward Forward(IReadOnlyList<AlignedSample> batch, Tensor features, int seed)
    {
        SeenFeatures = features.data<float>().ToArray();
        return Forward(batch);
    }

    public void Step(StepPlace place)
    {
        Calls.Add("step");
        _adam.Step();
        _adam.ZeroGrad();
    }

    public float[] Values() => [.. Users.data<float>(), .. Items.data<float>()];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _adam.Dispose();
        }

        base.Dispose(disposing);
    }

    private (Tensor Users, Tensor Items) Rows(IReadOnlyList<AlignedSample> batch) =>
        (Users.index_select(0, tensor(batch.Select(sample => (long)sample.User).ToArray())),
         Items.index_select(0, tensor(batch.Select(sample => (long)sample.Item).ToArray())));
}
