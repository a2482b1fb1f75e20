using Bdlm.Checkpoints;
using Bdlm.Loops;
using Bdlm.Serialization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// A language side whose task loss is Σ 3 e_u[0] − e_u[1] over the samples, with e_u = (1, 2) and items at 0: its gradient can be told by
/// hand. It never moves.
/// </summary>
internal sealed class HandSide : nn.Module, ILanguageSide
{
    private readonly Parameter _users = new(tensor(new[] { 1f, 2f }, [1, 2]));
    private readonly Parameter _items = new(zeros(3, 2));
    private readonly GradientRecorder _recorder;

    public HandSide()
        : base(nameof(HandSide))
    {
        register_parameter("users", _users);
        register_parameter("items", _items);
        _recorder = new GradientRecorder(("users", _users), ("items", _items));
        Weights = new ModuleState(this);
    }

    public IReadOnlyDictionary<string, float[]> Gradients => _recorder.Gradients;

    public IStateful Weights { get; }

    public IStateful Optimizer => _recorder;

    public IReadOnlyList<Tensor> SharedParameters => [_users, _items];

    public Tensor Features(IReadOnlyList<AlignedSample> batch) => zeros(batch.Count, 2);

    public SideForward Forward(IReadOnlyList<AlignedSample> batch)
    {
        Tensor users = _users.index_select(0, tensor(batch.Select(sample => (long)sample.User).ToArray()));
        Tensor items = _items.index_select(0, tensor(batch.Select(sample => (long)sample.Item).ToArray()));
        return new SideForward((users * tensor(new[] { 3f, -1f })).sum(), [], users, items);
    }

    public void Step(StepPlace place)
    {
        _recorder.Step();
        _recorder.ZeroGrad();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _recorder.Dispose();
        }

        base.Dispose(disposing);
    }
}
