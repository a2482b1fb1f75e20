using Bdlm.Conformance.Running;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>What a token sees.</summary>
internal static class ContextChecks
{
    public static IReadOnlyList<Check<LanguageSubject>> All { get; } =
    [
        new(
            "LaterTokensChangeNoEarlierState",
            "A state depends on its own token and those before it only.",
            "The causal mask is missing, is turned over, or is lost where a padding mask is added.",
            "Mask scores of later tokens in every layer, with and without padding.",
            Causal),
        new(
            "EarlierTokensChangeLaterStates",
            "The last state depends on the first token.",
            "Attention sees the token itself only: the causal mask has the wrong triangle.",
            "Let a token attend to itself and to the real tokens before it.",
            Context),
    ];

    private static Finding Causal(LanguageSubject subject)
    {
        const int Kept = 4;
        Tensor changed = subject.Embeddings.clone();
        Tensor later = changed.narrow(1, Kept, LanguageSubject.Length - Kept);
        later.PlusInPlace(subject.NoiseLike(later, scale: 3));
        Tensor states = subject.Encode(changed, subject.Mask);
        return Finding.Within(Difference.Relative(subject.States().narrow(1, 0, Kept), states.narrow(1, 0, Kept)), subject.Tolerance, "states before a changed token differ");
    }

    private static Finding Context(LanguageSubject subject)
    {
        Tensor changed = subject.Embeddings.clone();
        Tensor first = changed.narrow(1, 0, 1);
        first.PlusInPlace(subject.NoiseLike(first, scale: 3));
        const int Last = LanguageSubject.Length - 1;
        double difference = Difference.Relative(subject.States().narrow(1, Last, 1), subject.Encode(changed, subject.Mask).narrow(1, Last, 1));
        return difference > 0
            ? Finding.Passed($"the last state moves by {Finding.Show(difference)} when the first token changes")
            : Finding.Failed($"the last state moves by {Finding.Show(difference)} when the first token changes; expected more than 0");
    }
}
