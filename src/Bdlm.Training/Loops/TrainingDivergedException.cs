using System.Globalization;

namespace Bdlm.Loops;

/// <summary>A loss became NaN or infinite; training stopped before the step was applied.</summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="lossName">Which loss, such as "L_LLM".</param>
    /// <param name="value">Its value.</param>
    /// <param name="step">The zero-based step of the run.</param>
    public TrainingDivergedException(string lossName, double value, long step)
        : base(string.Create(CultureInfo.InvariantCulture, $"{lossName} is {value} at step {step}; expected a finite number. The step was not applied, and earlier checkpoints are whole. Start again in another folder with a lower learning rate or gradient clipping."))
    {
        LossName = lossName;
        Value = value;
        Step = step;
    }

    /// <summary>Which loss diverged.</summary>
    public string LossName { get; }

    /// <summary>NaN or an infinity.</summary>
    public double Value { get; }

    /// <summary>The zero-based step of the run.</summary>
    public long Step { get; }
}
