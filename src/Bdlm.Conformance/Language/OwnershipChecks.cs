using Bdlm.Conformance.Running;
using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Who owns which tensor.</summary>
internal static class OwnershipChecks
{
    private const int Calls = 10;

    public static IReadOnlyList<Check<LanguageSubject>> All { get; } =
    [
        new("InputsAreLeftAlone", "Encode changes neither the embeddings nor the mask, and disposes of neither.", "Positions or scales are added in place.", "Work on new tensors: use add, not add_, on what was given.", InputsStay),
        new("ResultBelongsToCaller", "Encode's result joins the caller's dispose scope, and is no one else's: neither disposing of it nor writing to it changes a later call.", "The result is kept by the model, is an alias of something that is, or was detached from every scope.", "End Encode with MoveToOuterDisposeScope(), and keep no reference.", ResultIsOwned),
        new("CallsLeakNoTensor", "Calls leave no tensor behind, neither in evaluation without any scope nor in training steps.", "Intermediate tensors are not in a dispose scope, or the model collects something at each call.", "Open a dispose scope in Encode and move only the result outward.", LeakNothing),
    ];

    private static Finding InputsStay(LanguageSubject subject)
    {
        Tensor embeddings = subject.Embeddings.clone();
        Tensor mask = subject.Mask.clone();
        subject.EncodeRaw(embeddings, mask);
        List<string> faults = [];
        foreach ((string name, Tensor before, Tensor after) in ((string, Tensor, Tensor)[])[("inputEmbeddings", subject.Embeddings, embeddings), ("attentionMask", subject.Mask, mask)])
        {
            if (after.IsInvalid)
            {
                faults.Add($"{name} was disposed of");
            }
            else if (before.ne(after).any().item<bool>())
            {
                faults.Add($"{name} was changed");
            }
        }

        return Finding.Of(faults, "both are as before");
    }

    private static Finding ResultIsOwned(LanguageSubject subject)
    {
        List<string> faults = [];
        Tensor inner;
        using (NewDisposeScope())
        {
            inner = Raw(subject);
        }

        if (!inner.IsInvalid)
        {
            faults.Add("the result outlives the caller's dispose scope");
            inner.Dispose();
        }

        Tensor expected = subject.States();
        Tensor earlier = Raw(subject);
        subject.EncodeRaw(subject.Embeddings.Plus(subject.NoiseLike(subject.Embeddings)), subject.Mask);
        if (earlier.IsInvalid || !(Difference.Relative(expected, earlier) <= subject.Tolerance))
        {
            faults.Add("a later call changes an earlier result");
        }

        Raw(subject).zero_();
        Raw(subject).Dispose();
        if (!(Difference.Relative(expected, Raw(subject)) <= subject.Tolerance))
        {
            faults.Add("writing to a result, or disposing of it, changes a later one");
        }

        return Finding.Of(faults, "results are new, and in the caller's scope");
    }

    private static Finding LeakNothing(LanguageSubject subject)
    {
        long evaluated = Growth(() => Raw(subject).Dispose());
        subject.Model.Module.train();
        long trained = Growth(() => Step(subject));
        return evaluated <= 0 && trained <= 0
            ? Finding.Passed($"{Calls} calls of each kind left none")
            : Finding.Failed($"{Calls} calls in evaluation left {evaluated} tensors, {Calls} training steps {trained}; expected none");
    }

    // On copies: whether the input is changed is another check's affair.
    private static Tensor Raw(LanguageSubject subject)
    {
        using Tensor embeddings = subject.Embeddings.clone();
        using Tensor mask = subject.Mask.clone();
        return subject.EncodeRaw(embeddings, mask);
    }

    // The first call may fill caches.
    private static long Growth(Action call)
    {
        call();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int index = 0; index < Calls; index++)
        {
            call();
        }

        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }

    private static void Step(LanguageSubject subject)
    {
        using var scope = NewDisposeScope();
        subject.Model.Module.zero_grad();
        Tensor input = subject.Embeddings.clone().requires_grad_(true);
        Tensor sum = subject.Model.Encode(input, subject.Mask).sum();
        if (sum.requires_grad)
        {
            sum.backward();
        }
    }
}
