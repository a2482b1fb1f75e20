using Bdlm.Checkpoints;
using Bdlm.Domain.Objectives;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Serialization;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Domain;

/// <summary>The steps of training a recommender on an objective.</summary>
internal sealed class DomainSteps : ITrainingSteps
{
    private readonly IDomainObjective _objective;
    private readonly IOptimizer _optimizer;
    private readonly DomainTrainingOptions _options;

    public DomainSteps(IDomainObjective objective, IOptimizer optimizer, DomainTrainingOptions options)
    {
        (_objective, _optimizer, _options) = (objective, optimizer, options);
        Weights = new ModuleState(objective.Module);
    }

    public IStateful Weights { get; }

    public IStateful Optimizers => _optimizer;

    public int StepsPerEpoch => (_objective.ExamplesPerEpoch + _options.BatchSize - 1) / _options.BatchSize;

    public void BeginEpoch(int epoch) => _objective.BeginEpoch(StepSeed.For(_options.Seed, 5, epoch));

    public IReadOnlyList<NamedValue> Step(StepPlace place)
    {
        random.manual_seed(StepSeed.For(_options.Seed, 6, place.Step));
        int start = place.Index * _options.BatchSize;
        int count = Math.Min(_options.BatchSize, _objective.ExamplesPerEpoch - start);
        using var scope = NewDisposeScope();
        _objective.Module.train();
        ObjectiveLoss loss = _objective.Compute(start, count);
        double value = FiniteLoss.Require(loss.Task, _objective.LossName, place.Step);
        (loss.Penalty is null ? loss.Task : loss.Task.Plus(loss.Penalty)).backward();
        Update(place);
        return [new NamedValue(_objective.LossName, value)];
    }

    private void Update(StepPlace place)
    {
        if (_options.Schedule is { } schedule)
        {
            _optimizer.LearningRate = schedule.RateAt(place.Step);
        }

        if (_options.MaxGradientNorm is { } maxNorm)
        {
            double norm = GradientClipping.Clip(_objective.Module.parameters(), maxNorm);
            FiniteLoss.RequireNorm(norm, _objective.LossName, place.Step);
        }

        _optimizer.Step();
        _optimizer.ZeroGrad();
    }
}
