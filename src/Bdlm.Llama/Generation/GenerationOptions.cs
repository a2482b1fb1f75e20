using System.Globalization;

namespace Bdlm.Llama.Generation;

/// <summary>How <see cref="TextGenerator"/> chooses tokens and when it stops.</summary>
public sealed record GenerationOptions
{
    /// <summary>The most tokens to generate: at least 1.</summary>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>0 takes the most likely token (greedy); above 0, logits are divided by it and a token is drawn.</summary>
    public double Temperature { get; init; }

    /// <summary>Draws only among the most likely tokens whose probabilities reach this sum, in (0, 1]; 1 draws among all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>The seed of the draws: the same seed, prompt and options give the same tokens.</summary>
    public int Seed { get; init; }

    /// <summary>Tokens that end the text; they are not returned themselves.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>Throws if any value is out of range; the message lists every fault.</summary>
    /// <exception cref="ArgumentException">At least one value is out of range.</exception>
    public void Validate()
    {
        List<string> faults = [.. Faults()];
        if (faults.Count > 0)
        {
            throw new ArgumentException($"The generation options have {faults.Count} fault(s): {string.Join(" ", faults)}");
        }
    }

    private IEnumerable<string> Faults()
    {
        if (MaxNewTokens < 1)
        {
            yield return $"MaxNewTokens is {MaxNewTokens}; expected at least 1.";
        }

        if (!(Temperature >= 0 && double.IsFinite(Temperature)))
        {
            yield return $"Temperature is {Show(Temperature)}; expected 0 for greedy or a finite value above 0.";
        }

        if (!(TopP > 0 && TopP <= 1))
        {
            yield return $"TopP is {Show(TopP)}; expected a value in (0, 1].";
        }
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
