using Bdlm.Language;
using Bdlm.Prompts;
using static TorchSharp.torch;

namespace Bdlm.Evaluation;

/// <summary>Scores candidates by the log-probability of their titles after a top-K prompt (decision 15's alternative).</summary>
internal sealed class TitleLikelihood(MixedLanguageModel model, PromptEncoder encoder, PromptRunner runner)
{
    /// <summary>For each question one score a candidate: Σ log P(title token | prompt, earlier title tokens).</summary>
    public float[][] Score(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation)
    {
        var sequences = new List<int[]>();
        var titleLengths = new List<int>();
        foreach (RankingQuestion question in questions)
        {
            int[] prompt = encoder.Encode(new TopKPrompt(question.User, question.History));
            foreach (int item in question.Candidates)
            {
                int[] title = [.. encoder.EncodeTitleAnswer(item)];
                sequences.Add([.. prompt, .. title]);
                titleLengths.Add(title.Length);
            }
        }

        float[] scores = LogProbabilities(sequences, titleLengths, cancellation);
        int start = 0;
        return [.. questions.Select(question => scores[start..(start += question.Candidates.Count)])];
    }

    private float[] LogProbabilities(IReadOnlyList<int[]> sequences, IReadOnlyList<int> titleLengths, CancellationToken cancellation)
    {
        var scores = new float[sequences.Count];
        runner.Run(
            sequences,
            (hidden, batch, places) =>
            {
                long length = hidden.shape[1];
                var rows = new List<long>();
                var targets = new List<long>();
                var owners = new List<int>();
                for (int row = 0; row < places.Length; row++)
                {
                    int[] sequence = sequences[places[row]];
                    for (int at = sequence.Length - titleLengths[places[row]]; at < sequence.Length; at++)
                    {
                        rows.Add((row * length) + at - 1);
                        targets.Add(sequence[at]);
                        owners.Add(places[row]);
                    }
                }

                Tensor features = hidden.reshape(-1, hidden.shape[2]).index_select(0, tensor(rows.ToArray(), device: hidden.device));
                Tensor logProbabilities = model.Logits(features).to(ScalarType.Float32).log_softmax(1);
                float[] found = logProbabilities.gather(1, tensor(targets.ToArray(), device: hidden.device).unsqueeze(1)).cpu().data<float>().ToArray();
                for (int index = 0; index < found.Length; index++)
                {
                    scores[owners[index]] += found[index];
                }
            },
            cancellation);
        return scores;
    }
}
