using Bdlm.Embeddings;
using Bdlm.Language;
using Bdlm.Prompts;

namespace Bdlm.Lab.Experiments;

/// <summary>A language model with the prompts that it reads.</summary>
/// <param name="Model">The model; owns its backbone.</param>
/// <param name="Encoder">Its prompts.</param>
/// <param name="Preload">How its entity rows were preloaded; null where it has none.</param>
internal sealed record LanguageRow(MixedLanguageModel Model, PromptEncoder Encoder, PreloadReport? Preload = null) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
