using Bdlm.Prompts;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// What the language model itself answers about a user and an item: how far "Yes" is above "No" behind the interaction prompt, and, where items
/// are tokens, the logit of the item behind the top-K prompt of the same user and history.
/// </summary>
internal static class LanguageScores
{
    /// <summary>The number of scores of a pair.</summary>
    public static int CountOf(MixedLanguageModel model) => HasItems(model) ? 2 : 1;

    /// <summary>Whether items are tokens, so that the top-K prompt is to be read, too.</summary>
    public static bool HasItems(MixedLanguageModel model) => model.Vocabulary.ItemCount > 0;

    /// <summary>How far "Yes" is above "No", <c>[pairs, 1]</c>, float32.</summary>
    /// <param name="model">Its output rows turn states into logits.</param>
    /// <param name="encoder">Knows "Yes" and "No".</param>
    /// <param name="states">The states of the interaction prompts' last tokens, <c>[pairs, hidden]</c>.</param>
    public static Tensor Margin(MixedLanguageModel model, PromptEncoder encoder, Tensor states)
    {
        using var scope = NewDisposeScope();
        long[] answers = [.. Enumerable.Repeat((long[])[encoder.YesToken, encoder.NoToken], (int)states.shape[0]).SelectMany(pair => pair)];
        Tensor logits = model.TokenLogits(states, tensor(answers, states.shape[0], 2, device: states.device));
        return (logits.narrow(1, 0, 1) - logits.narrow(1, 1, 1)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The items' logits, <c>[pairs, 1]</c>, float32.</summary>
    /// <param name="model">Its output rows turn states into logits.</param>
    /// <param name="items">The item of each pair.</param>
    /// <param name="states">The states of the top-K prompts' last tokens, <c>[pairs, hidden]</c>.</param>
    public static Tensor Items(MixedLanguageModel model, IEnumerable<int> items, Tensor states)
    {
        using var scope = NewDisposeScope();
        long[] tokens = [.. items.Select(item => (long)model.Vocabulary.ItemToken(item))];
        return model.TokenLogits(states, tensor(tokens, tokens.Length, 1, device: states.device)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
