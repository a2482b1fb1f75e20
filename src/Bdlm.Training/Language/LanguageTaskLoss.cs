using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>What <see cref="LanguageTask.Compute"/> found.</summary>
/// <param name="Loss">The mixed loss, a scalar with gradient; belongs to the open dispose scope.</param>
/// <param name="Parts">The loss of each task.</param>
/// <param name="Prompts">The token sequences that went in; their entity rows have gradients.</param>
public sealed record LanguageTaskLoss(Tensor Loss, IReadOnlyList<NamedValue> Parts, IReadOnlyList<IReadOnlyList<int>> Prompts);
