using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>
/// Says when a validation metric has stopped getting better. Reads nothing but the numbers that it is given; its state is
/// saved with the checkpoint, so that a resumed run stops where an uninterrupted one would.
/// </summary>
public sealed class EarlyStopping : IStateful
{
    private readonly double _minGain;

    /// <summary>Makes a rule that has seen nothing.</summary>
    /// <param name="patience">How many rounds in a row may pass without a gain before it says stop; at least 1.</param>
    /// <param name="goal">Which way the metric gets better.</param>
    /// <param name="minGain">By how much a round must be better than the best to count as a gain; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EarlyStopping(int patience, MetricGoal goal = MetricGoal.Maximize, double minGain = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        if (!(minGain >= 0 && double.IsFinite(minGain)))
        {
            throw new ArgumentOutOfRangeException(nameof(minGain), $"minGain is {minGain}; expected a finite number from 0.");
        }

        Patience = patience;
        Goal = goal;
        _minGain = minGain;
    }

    /// <summary>How many rounds in a row may pass without a gain.</summary>
    public int Patience { get; }

    /// <summary>Which way the metric gets better.</summary>
    public MetricGoal Goal { get; }

    /// <summary>The best value so far; null before the first that is a number.</summary>
    public double? Best { get; private set; }

    /// <summary>The rounds seen so far.</summary>
    public int Rounds { get; private set; }

    /// <summary>The rounds since the best one.</summary>
    public int RoundsWithoutGain { get; private set; }

    /// <summary>Whether <see cref="Patience"/> rounds have passed without a gain.</summary>
    public bool ShouldStop => RoundsWithoutGain >= Patience;

    /// <summary>Takes the metric of a round.</summary>
    /// <param name="metric">The value; NaN is never a gain.</param>
    /// <returns>Whether it is a gain, so that this round's model is the best so far.</returns>
    public bool Observe(double metric)
    {
        bool gain = !double.IsNaN(metric)
            && (Best is not { } best || (Goal == MetricGoal.Maximize ? metric > best + _minGain : metric < best - _minGain));
        Rounds++;
        RoundsWithoutGain = gain ? 0 : RoundsWithoutGain + 1;
        Best = gain ? metric : Best;
        return gain;
    }

    /// <inheritdoc/>
    /// <remarks>Names: <c>best</c>, a float64 scalar, NaN for none; <c>rounds</c>, int64 <c>[2]</c>: seen, without gain.</remarks>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix)
    {
        (string Name, Tensor Tensor)[] own = StateTensors();
        TensorState.Save(own, state, prefix);
        Array.ForEach(own, entry => entry.Tensor.Dispose());
    }

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix)
    {
        using var scope = NewDisposeScope();
        (string Name, Tensor Tensor)[] own = StateTensors();
        TensorState.Load(own, state, prefix);
        double best = own[0].Tensor.item<double>();
        Best = double.IsNaN(best) ? null : best;
        Rounds = (int)own[1].Tensor[0].item<long>();
        RoundsWithoutGain = (int)own[1].Tensor[1].item<long>();
    }

    private (string Name, Tensor Tensor)[] StateTensors() =>
        [("best", tensor(Best ?? double.NaN, dtype: ScalarType.Float64)), ("rounds", tensor(new long[] { Rounds, RoundsWithoutGain }))];
}
