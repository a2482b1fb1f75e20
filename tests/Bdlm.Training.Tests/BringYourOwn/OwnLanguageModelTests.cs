using Bdlm.Language;
using Bdlm.Testing.Language;

namespace Bdlm.BringYourOwn;

public sealed class OwnLanguageModelTests : CausalLanguageModelContract
{
    protected override ICausalLanguageModel CreateModel() => new OwnLanguageModel(16, hiddenSize: 8, seed: 1);
}
