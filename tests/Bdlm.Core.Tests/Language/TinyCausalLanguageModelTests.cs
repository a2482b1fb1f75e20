using Bdlm.Testing.Language;

namespace Bdlm.Language;

public sealed class TinyCausalLanguageModelTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => new TinyCausalLanguageModel();
}

public sealed class TiedTinyCausalLanguageModelTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => new TinyCausalLanguageModel(tieWeights: true, dtype: TorchSharp.torch.ScalarType.Float64);
}
