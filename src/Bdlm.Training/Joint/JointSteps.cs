using Bdlm.Checkpoints;
using Bdlm.Loops;
using Bdlm.Serialization;
using Bdlm.Sharing;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// The steps of joint training: the turns of the schedule, each with the task loss of its side and the mutual loss with M
/// (the algorithm of BDLM). h of a batch is read before the language side steps on it (decision 9): in a forward of its own, or in the training
/// forward where that gives the same.
/// </summary>
internal sealed class JointSteps : ITrainingSteps
{
    private readonly ILanguageSide _language;
    private readonly IDomainSide _domain;
    private readonly InformationSharingModule _sharing;
    private readonly AlignedEpochs _epochs;
    private readonly JointTrainingOptions _options;
    private readonly IReadOnlyList<IJointCallback> _callbacks;
    private readonly Device _device;
    private readonly IReadOnlyList<Turn> _turns;
    private readonly TurnOrdinals _ordinals;
    private readonly PendingFeatures _pending;

    public JointSteps(
        ILanguageSide language,
        IDomainSide domain,
        InformationSharingModule sharing,
        IAlignedSamples source,
        ITurnSchedule schedule,
        JointTrainingOptions options,
        IReadOnlyList<IJointCallback> callbacks,
        Device device)
    {
        _language = language;
        _domain = domain;
        _sharing = sharing;
        _epochs = new AlignedEpochs(source, options.BatchSize);
        _options = options;
        _callbacks = callbacks;
        _device = device;
        _turns = schedule.Plan(_epochs.BatchCount);
        _ordinals = new TurnOrdinals(_turns);
        _pending = new PendingFeatures(_turns, device);
        Weights = new StateSet().Add("language", language.Weights).Add("domain", domain.Weights).Add("sharing", sharing);
        Optimizers = new StateSet().Add("language", language.Optimizer).Add("domain", domain.Optimizer);
    }

    public IStateful Weights { get; }

    public IStateful Optimizers { get; }

    public IStateful Pending => _pending;

    public int StepsPerEpoch => _turns.Count;

    /// <summary>Forgets what a stopped run left pending.</summary>
    public void Release() => _pending.Clear();

    public IReadOnlyList<NamedValue> Step(StepPlace place)
    {
        Turn turn = _turns[place.Index];
        IReadOnlyList<AlignedSample> batch = _epochs.Batch(place.Epoch, turn.Batch);
        random.manual_seed(SeedOf(place));
        using var scope = NewDisposeScope();
        (SideForward forward, TurnReport report) = turn.Side == Side.Language ? LanguageTurn(turn, batch, place) : DomainTurn(turn, batch, place);
        foreach (IJointCallback callback in _callbacks)
        {
            callback.OnTurn(report);
        }

        return turn.Side == Side.Language
            ? [.. forward.Parts, new NamedValue("L_LLM", report.TaskLoss), new NamedValue("L_ML^L", report.MutualLoss)]
            : [.. forward.Parts, new NamedValue("L_DRS", report.TaskLoss), new NamedValue("L_ML^D", report.MutualLoss)];
    }

    private (SideForward Forward, TurnReport Report) LanguageTurn(Turn turn, IReadOnlyList<AlignedSample> batch, StepPlace place)
    {
        bool areUsed = _pending.AreUsedAfter(place.Index);
        Tensor? before = areUsed && !_language.ForwardReadsFeatures ? _language.Features(batch) : null;
        SideForward forward = _language.Forward(batch);
        Tensor? features = areUsed ? before ?? forward.Features : null;
        TurnReport report = Learn(turn, batch, forward, _options.LanguageMutualWeight, _language.SharedParameters, place, _language.Step);
        if (features is not null)
        {
            _pending.Add(turn.Batch, features);
        }

        return (forward, report);
    }

    private (SideForward Forward, TurnReport Report) DomainTurn(Turn turn, IReadOnlyList<AlignedSample> batch, StepPlace place)
    {
        using Tensor features = _pending.Take(turn.Batch) ?? _language.Features(batch);
        SideForward forward = _domain.Forward(batch, features, SeedOf(place));
        TurnReport report = Learn(turn, batch, forward, _options.DomainMutualWeight, _domain.SharedParameters, place, _domain.Step);
        return (forward, report);
    }

    // Backward of task + λ · L_ML into the side, and into the rows of M that the batch touches.
    private TurnReport Learn(Turn turn, IReadOnlyList<AlignedSample> batch, SideForward forward, double weight, IReadOnlyList<Tensor> shared, StepPlace place, Action<StepPlace> step)
    {
        using SharingTurn aligned = _sharing.Begin(Ids(batch, s => s.User), Ids(batch, s => s.Item));
        Tensor mutual = aligned.Loss(forward.UserRows, forward.ItemRows);
        string side = turn.Side == Side.Language ? "L" : "D";
        double task = FiniteLoss.Require(forward.TaskLoss, turn.Side == Side.Language ? "L_LLM" : "L_DRS", place.Step);
        double distance = FiniteLoss.Require(mutual, $"L_ML^{side}", place.Step);
        Tensor weighted = mutual.Times(weight);
        bool isMeasured = _callbacks.Count > 0 && _options.BalanceEveryTurns is { } every && _ordinals.Of(place) % every == 0;
        GradientBalance? balance = isMeasured ? Balance(turn.Side, forward.TaskLoss, weighted, shared) : null;
        forward.TaskLoss.Plus(weighted).backward();
        // The side first: where its gradient is refused, M stays where it was, too.
        step(place);
        aligned.Apply();
        return new TurnReport(turn, place.Step, task, distance, balance);
    }

    private static GradientBalance Balance(Side side, Tensor task, Tensor mutual, IReadOnlyList<Tensor> shared) =>
        new(side, GradientNorm(task, shared), GradientNorm(mutual, shared));

    private static double GradientNorm(Tensor loss, IReadOnlyList<Tensor> parameters)
    {
        using var scope = NewDisposeScope();
        IList<Tensor> gradients = autograd.grad([loss], [.. parameters], retain_graph: true, allow_unused: true);
        double squares = 0;
        foreach (Tensor gradient in gradients)
        {
            if (gradient is not null && !gradient.IsInvalid)
            {
                squares += TensorFunctions.Sum(gradient.to(ScalarType.Float32).Squared()).to(ScalarType.Float64).item<double>();
            }
        }

        return Math.Sqrt(squares);
    }

    private int SeedOf(StepPlace place) => StepSeed.For(_options.Seed, 2, place.Step);

    private Tensor Ids(IReadOnlyList<AlignedSample> batch, Func<AlignedSample, int> id) =>
        tensor(batch.Select(sample => (long)id(sample)).ToArray(), device: _device);
}
