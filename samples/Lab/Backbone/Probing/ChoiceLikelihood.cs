using Bdlm.Language;
using Bdlm.Llama;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone.Probing;

/// <summary>How likely a model finds each choice behind its prompt: Σ log P(token | what stands before).</summary>
/// <param name="model">The model; owned by the caller.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="beginToken">What begins every sequence; null for nothing.</param>
internal sealed class ChoiceLikelihood(LlamaForCausalLM model, Tokenizer tokenizer, int? beginToken)
{
    private const int SequencesPerForward = 64;

    /// <summary>One row of log-probabilities a question, in the order of its choices.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public double[][] Score(IReadOnlyList<ProbeQuestion> questions, CancellationToken cancellation)
    {
        double[][] scores = [.. questions.Select(question => new double[question.Choices.Count])];
        (int Question, int Choice, int[] Prompt, int[] Answer)[] asked =
        [
            .. from place in Enumerable.Range(0, questions.Count)
               let prompt = Encode(questions[place].Prompt)
               from choice in Enumerable.Range(0, questions[place].Choices.Count)
               select (place, choice, prompt, tokenizer.EncodeToIds(questions[place].Choices[choice]).ToArray()),
        ];
        bool wasTraining = model.training;
        model.eval();
        using IDisposable frozen = no_grad();
        foreach ((int Question, int Choice, int[] Prompt, int[] Answer)[] part in asked.OrderBy(entry => entry.Prompt.Length + entry.Answer.Length).Chunk(SequencesPerForward))
        {
            cancellation.ThrowIfCancellationRequested();
            double[] found = Score([.. part.Select(entry => (entry.Prompt, entry.Answer))]);
            for (int index = 0; index < part.Length; index++)
            {
                scores[part[index].Question][part[index].Choice] = found[index];
            }
        }

        model.train(wasTraining);
        return scores;
    }

    private double[] Score(IReadOnlyList<(int[] Prompt, int[] Answer)> sequences)
    {
        using var scope = NewDisposeScope();
        using PromptBatch batch = PromptBatch.Create([.. sequences.Select(entry => (IReadOnlyList<int>)[.. entry.Prompt, .. entry.Answer])], padToken: 0, model.WordEmbeddings.device);
        Tensor logProbabilities = model.Logits(batch.TokenIds, batch.AttentionMask).to(ScalarType.Float32).log_softmax(2);
        // Row t holds what follows token t.
        Tensor next = logProbabilities.narrow(1, 0, batch.TokenIds.shape[1] - 1).gather(2, batch.TokenIds.narrow(1, 1, batch.TokenIds.shape[1] - 1).unsqueeze(2)).squeeze(2);
        float[] found = next.contiguous().cpu().data<float>().ToArray();
        int width = (int)next.shape[1];
        return [.. sequences.Select((entry, row) => found.AsSpan((row * width) + entry.Prompt.Length - 1, entry.Answer.Length).ToArray().Sum(value => (double)value))];
    }

    private int[] Encode(string prompt) => beginToken is int begin ? [begin, .. tokenizer.EncodeToIds(prompt)] : [.. tokenizer.EncodeToIds(prompt)];
}
