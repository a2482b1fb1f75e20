using Bdlm.Conformance.Running;
using Bdlm.Language;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Padding on either side.</summary>
internal static class PaddingChecks
{
    private const string MaskRemedy = "Add the attention mask to the causal one in every layer: a padding token is seen by itself only.";
    private const string PositionRemedy = "Count positions over real tokens: (mask.cumsum(1) - 1).clamp(min: 0).";

    public static IReadOnlyList<Check<LanguageSubject>> All { get; } =
    [
        new("RightPaddingsContentIsIgnored", "What stands at padding on the right changes no state of a real token.", "The port does not use the attention mask, and later tokens are seen.", MaskRemedy, subject => Content(subject, PaddingSide.Right)),
        new("LeftPaddingsContentIsIgnored", "What stands at padding on the left changes no state of a real token.", "The port does not use the attention mask, or masks with a number that is not low enough.", MaskRemedy, subject => Content(subject, PaddingSide.Left)),
        new("RightPaddingChangesNothing", "Padding on the right changes no state of a real token.", "Padding is seen, or something is computed over the whole length: a mean, a norm, a scale.", MaskRemedy, subject => Added(subject, PaddingSide.Right)),
        new("LeftPaddingChangesNothing", "Padding on the left changes no state of a real token.", "Positions count padding, or padding is seen.", PositionRemedy, subject => Added(subject, PaddingSide.Left)),
        new("RaggedBatchEqualsSingleSequences", "Sequences of different lengths in one batch, padded left, right and on both sides, have the states that they have alone.", "The mask or the positions of one sequence are used for all.", "Compute masks and positions for each sequence.", Ragged),
        new("StatesAtPaddingAreFinite", "States at padding are finite.", "A padding token sees nothing, and the softmax over nothing is NaN, which spoils sums and gradients.", "Let a padding token attend to itself.", Finite),
    ];

    private static Finding Content(LanguageSubject subject, PaddingSide side)
    {
        PaddedBatch quiet = PaddedBatch.Quiet(subject, side);
        PaddedBatch loud = PaddedBatch.Loud(subject, side);
        Tensor expected = quiet.RealPart(subject.Encode(quiet.Embeddings, quiet.Mask));
        Tensor actual = loud.RealPart(subject.Encode(loud.Embeddings, loud.Mask));
        return Finding.Within(Difference.Relative(expected, actual), subject.Tolerance, "states differ with the padding's content");
    }

    private static Finding Added(LanguageSubject subject, PaddingSide side)
    {
        PaddedBatch padded = PaddedBatch.Quiet(subject, side);
        Tensor actual = padded.RealPart(subject.Encode(padded.Embeddings, padded.Mask));
        return Finding.Within(Difference.Relative(subject.States(), actual), subject.Tolerance, "states differ with padding");
    }

    private static Finding Ragged(LanguageSubject subject)
    {
        (int Start, int Count)[] places = [(3, LanguageSubject.Length), (0, 4), (2, 5)];
        Tensor embeddings = subject.NoiseLike(zeros(LanguageSubject.Rows, LanguageSubject.NeededLength, subject.Model.HiddenSize, dtype: subject.Embeddings.dtype, device: subject.Device));
        Tensor mask = LanguageSubject.Real(embeddings).logical_not();
        for (int row = 0; row < LanguageSubject.Rows; row++)
        {
            (int start, int count) = places[row];
            embeddings[row].narrow(0, start, count).copy_(subject.Embeddings[row].narrow(0, 0, count));
            mask[row].narrow(0, start, count).fill_(KeptScalar.Of(true));
        }

        Tensor together = subject.Encode(embeddings, mask);
        Tensor alone = subject.States();
        double worst = 0;
        for (int row = 0; row < LanguageSubject.Rows; row++)
        {
            (int start, int count) = places[row];
            double difference = Difference.Relative(alone[row].narrow(0, 0, count), together[row].narrow(0, start, count));
            worst = difference <= worst ? worst : difference;
        }

        return Finding.Within(worst, subject.Tolerance, "states differ");
    }

    private static Finding Finite(LanguageSubject subject)
    {
        List<string> faults = [];
        foreach (PaddingSide side in (PaddingSide[])[PaddingSide.Right, PaddingSide.Left])
        {
            PaddedBatch padded = PaddedBatch.Quiet(subject, side);
            if (!Difference.IsFinite(padded.PaddingPart(subject.Encode(padded.Embeddings, padded.Mask))))
            {
                faults.Add($"NaN or infinite states at padding on the {side.ToString().ToLowerInvariant()}");
            }
        }

        return Finding.Of(faults, "finite on both sides");
    }
}
