using Bdlm.Conformance.Running;
using Bdlm.Language;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Gradients of states.</summary>
internal static class GradientChecks
{
    private const double Allowed = 0.03;

    // As shares of the embeddings' size. In single precision, a large step suits smooth models and a small one those with sharp attention; rounding spoils the
    // smallest of the former. A wrong gradient is wrong at each of them, so that the best one counts.
    private static readonly double[] Steps = [0.02, 0.005, 0.001];

    public static IReadOnlyList<Check<LanguageSubject>> All { get; } =
    [
        new("GradientReachesEmbeddings", "The gradient of the last state reaches the embedding of every token before it.", "The embeddings are detached, copied through raw memory, or encoded under no_grad.", "Compute on the given embeddings only; leave no_grad to the caller.", Reaches),
        new("GradientIsRight", "The gradient with respect to the embeddings equals central differences.", "A part of the computation is detached, or a custom gradient is wrong.", "Look for detach(), item() and in-place changes on the way from embeddings to states; check custom gradients on their own.", IsRight),
        new("PaddingGetsNoGradient", "No gradient of a real token's state reaches padding, on either side.", "Padding is seen.", "Add the attention mask to the causal one in every layer.", SparesPadding),
        new("GradientReachesEveryParameter", "Every trainable parameter but the two tables gets a finite gradient.", "A parameter is not used, is used through a copy, or is detached.", "Use the registered parameter itself; do not register what is not used.", ReachesParameters),
    ];

    private static Finding Reaches(LanguageSubject subject)
    {
        Tensor last = zeros(LanguageSubject.Rows, LanguageSubject.Length, subject.Model.HiddenSize, dtype: subject.Embeddings.dtype, device: subject.Device);
        Tensor place = last.narrow(1, LanguageSubject.Length - 1, 1);
        place.copy_(subject.NoiseLike(place));
        Tensor? gradient = Gradient(subject, subject.Embeddings, subject.Mask, last);
        if (gradient is null)
        {
            return Finding.Failed("no gradient reaches inputEmbeddings");
        }

        double smallest = Difference.Smallest(gradient.to(ScalarType.Float64).abs().sum(-1));
        return smallest > 0 && Difference.IsFinite(gradient)
            ? Finding.Passed($"the smallest token's gradient is {Finding.Show(smallest)}")
            : Finding.Failed($"the smallest token's gradient is {Finding.Show(smallest)}; expected a finite number above 0");
    }

    private static Finding IsRight(LanguageSubject subject)
    {
        if (subject.Embeddings.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            return Finding.Skipped($"differences of {subject.Embeddings.dtype} are too coarse; make the model in float32");
        }

        Tensor weights = subject.NoiseLike(subject.Embeddings);
        Tensor? gradient = Gradient(subject, subject.Embeddings, subject.Mask, weights);
        if (gradient is null)
        {
            return Finding.Failed("no gradient reaches inputEmbeddings");
        }

        // Random directions: a wrong part of the gradient shows in each.
        double scale = Math.Sqrt(Difference.Dot(gradient, gradient)) * Difference.RootMeanSquare(subject.Embeddings);
        double worst = 0;
        for (int direction = 0; direction < 3; direction++)
        {
            Tensor along = subject.NoiseLike(subject.Embeddings);
            double expected = Difference.Dot(gradient, along);
            double error = Steps.Min(step => Math.Abs(Slope(subject, weights, along, step) - expected)) / scale;
            worst = error <= worst ? worst : error;
        }

        return Finding.Within(worst, Allowed, "as a share of the gradient, differences disagree");
    }

    // Five points: the error is of the fourth order in the step.
    private static double Slope(LanguageSubject subject, Tensor weights, Tensor along, double step)
    {
        double At(double factor) => Difference.Dot(subject.Encode(subject.Embeddings.Plus(along.Times(factor * step)), subject.Mask), weights);
        return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * step);
    }

    private static Finding SparesPadding(LanguageSubject subject)
    {
        double worst = 0;
        foreach (PaddingSide side in (PaddingSide[])[PaddingSide.Right, PaddingSide.Left])
        {
            PaddedBatch padded = PaddedBatch.Quiet(subject, side);
            Tensor weights = zeros_like(padded.Embeddings);
            padded.RealPart(weights).copy_(subject.NoiseLike(subject.Embeddings));
            Tensor? gradient = Gradient(subject, padded.Embeddings, padded.Mask, weights);
            if (gradient is null)
            {
                return Finding.Failed("no gradient reaches inputEmbeddings");
            }

            double share = Difference.Largest(padded.PaddingPart(gradient)) / Difference.Largest(padded.RealPart(gradient));
            worst = share <= worst ? worst : share;
        }

        return Finding.Within(worst, subject.Tolerance, "as a share of real tokens' gradient, padding is pulled");
    }

    private static Finding ReachesParameters(LanguageSubject subject)
    {
        subject.Model.Module.zero_grad();
        (subject.Model.Encode(subject.Embeddings, subject.Mask) * subject.NoiseLike(subject.Embeddings)).sum().backward();
        IntPtr[] tables = [subject.Model.WordEmbeddings.Handle, subject.Model.OutputRows.Handle];
        (string Name, Parameter Values)[] expected = [.. subject.Model.Module.named_parameters().Where(entry => entry.parameter.requires_grad && !tables.Contains(entry.parameter.Handle))];
        string[] faults = [.. expected.Where(entry => entry.Values.grad is null || !Difference.IsFinite(entry.Values.grad)).Select(entry => $"{entry.Name} gets {(entry.Values.grad is null ? "no" : "a NaN or infinite")} gradient")];
        return Finding.Of(faults, $"{expected.Length} parameters");
    }

    // The gradient of Σ weights · states; null where none comes.
    private static Tensor? Gradient(LanguageSubject subject, Tensor embeddings, Tensor mask, Tensor weights)
    {
        Tensor input = embeddings.detach().clone().requires_grad_(true);
        Tensor sum = (subject.Model.Encode(input, mask) * weights).sum();
        if (!sum.requires_grad)
        {
            return null;
        }

        sum.backward();
        return input.grad;
    }
}
