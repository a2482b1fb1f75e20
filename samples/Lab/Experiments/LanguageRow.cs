using Bdlm.Language;
using Bdlm.Prompts;

namespace Bdlm.Lab.Experiments;

/// <summary>A language model with the prompts that it reads.</summary>
/// <param name="Model">The model; owns its backbone.</param>
/// <param name="Encoder">Its prompts.</param>
internal sealed record LanguageRow(MixedLanguageModel Model, PromptEncoder Encoder) : IDisposable
{
    /// <summary>What the recommender's user rows are multiplied with to be compared with this model's (decision 20).</summary>
    public double UserFactor { get; init; } = 1;

    /// <summary>The same for item rows.</summary>
    public double ItemFactor { get; init; } = 1;

    public void Dispose() => Model.Dispose();
}
