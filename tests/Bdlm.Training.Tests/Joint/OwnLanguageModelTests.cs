using Bdlm.Language;
using Bdlm.Testing.Language;

namespace Bdlm.Joint;

/// <summary>The language model that the plug-in tests bring along is a valid one.</summary>
public sealed class OwnLanguageModelTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => new OwnLanguageModel(vocabularySize: 16, hiddenSize: 8, seed: 1);
}
