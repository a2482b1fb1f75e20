using Bdlm.Conformance.Running;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Evaluation and training mode.</summary>
internal static class ModeChecks
{
    public static IReadOnlyList<Check<LanguageSubject>> All { get; } =
    [
        new("EvaluationIsRepeatable", "In evaluation mode, the same input gives the same states at every call.", "Dropout goes on in evaluation mode, or the model keeps something from one call to the next.", "Pass the module's training flag to dropout, register every child so that eval() reaches it, and keep nothing between calls.", Repeatable),
        new("EncodeKeepsMode", "Encode leaves the module in the mode in which it was.", "Encode calls train() or eval().", "Leave the mode to the caller.", KeepsMode),
        new("TrainingLeavesEvaluationUnchanged", "A forward pass in training mode changes nothing that evaluation mode shows.", "A batch norm gathers running statistics, or a cache of positions or keys is written in training.", "Use a layer norm; keep nothing between calls.", Unchanged),
        new("DropoutIsTold", "Where HasDropout is false, training mode gives the states of evaluation mode.", "The model drops values in training and says that it does not.", "Let HasDropout tell whether any dropout is above 0, or leave it out: it is true by default.", Told),
    ];

    private static Finding Repeatable(LanguageSubject subject)
    {
        Tensor first = subject.Apart(subject.Embeddings, subject.Mask);
        double worst = 0;
        for (int call = 0; call < 2; call++)
        {
            double difference = Difference.Relative(first, subject.Apart(subject.Embeddings, subject.Mask));
            worst = difference <= worst ? worst : difference;
        }

        return Finding.Within(worst, subject.Tolerance, "three calls differ");
    }

    private static Finding KeepsMode(LanguageSubject subject)
    {
        List<string> faults = [];
        foreach (bool training in (bool[])[false, true])
        {
            subject.Model.Module.train(training);
            subject.EncodeRaw(subject.Embeddings, subject.Mask);
            if (subject.Model.Module.training != training)
            {
                faults.Add($"after Encode in {(training ? "training" : "evaluation")} mode, training is {subject.Model.Module.training}");
            }
        }

        return Finding.Of(faults, "both modes are kept");
    }

    private static Finding Told(LanguageSubject subject)
    {
        if (subject.Model.HasDropout)
        {
            return Finding.Passed("HasDropout is true: nothing is promised");
        }

        Tensor evaluation = subject.States();
        subject.Model.Module.train();
        Tensor training = subject.Apart(subject.Embeddings, subject.Mask);
        subject.Model.Module.eval();
        return Finding.Within(Difference.Relative(evaluation, training), subject.Tolerance, "states in training and in evaluation mode differ");
    }

    private static Finding Unchanged(LanguageSubject subject)
    {
        Tensor before = subject.States();
        subject.Model.Module.train();
        for (int pass = 0; pass < 3; pass++)
        {
            subject.Encode(subject.Embeddings.Plus(subject.NoiseLike(subject.Embeddings)), subject.Mask);
        }

        subject.Model.Module.eval();
        return Finding.Within(Difference.Relative(before, subject.States()), subject.Tolerance, "states before and after passes in training mode differ");
    }
}
