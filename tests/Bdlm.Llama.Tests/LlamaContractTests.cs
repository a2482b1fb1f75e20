using Bdlm.Language;
using Bdlm.Llama.Reference;
using Bdlm.Testing.Language;

namespace Bdlm.Llama;

/// <summary>Llama is a language model as BDLM asks for one, whatever its heads and output rows. Here: as many key heads as query heads, free output rows.</summary>
public sealed class LlamaContractTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => TestModels.Create(TestModels.Config(tied: false, keyValueHeads: 4));
}

/// <summary>As many key heads as query heads, tied output rows.</summary>
public sealed class TiedLlamaContractTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => TestModels.Create(TestModels.Config(tied: true, keyValueHeads: 4));
}

/// <summary>Grouped-query attention, free output rows.</summary>
public sealed class GroupedLlamaContractTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => TestModels.Create(TestModels.Config(tied: false, keyValueHeads: 2));
}

/// <summary>Multi-query attention (one key head), tied output rows, and dropout, which evaluation mode switches off.</summary>
public sealed class TiedMultiQueryLlamaContractTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => TestModels.Create(TestModels.Config(tied: true, keyValueHeads: 1, dropout: 0.1));
}
