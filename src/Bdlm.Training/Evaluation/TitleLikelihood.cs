using Bdlm.Language;
using Bdlm.Prompts;
using static TorchSharp.torch;

namespace Bdlm.Evaluation;

/// <summary>
/// Scores candidates by the log-probability of their titles after a top-K prompt (decision 15's alternative). A question's titles are branches of
/// its prompt, and titles that begin alike share their first tokens.
/// </summary>
internal sealed class TitleLikelihood(MixedLanguageModel model, PromptEncoder encoder, PromptRunner runner)
{
    // 32 MB of logits in float32.
    private const long LogitsAtOnce = 1 << 23;

    /// <summary>For each question one score a candidate: Σ log P(title token | prompt, earlier title tokens).</summary>
    public float[][] Score(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation)
    {
        var titles = new List<LanguageExample>();
        foreach (RankingQuestion question in questions)
        {
            int[] prompt = encoder.Encode(new TopKPrompt(question.User, question.History));
            titles.AddRange(question.Candidates.Select(item => new LanguageExample(prompt, encoder.EncodeTitleAnswer(item))));
        }

        float[] scores = LogProbabilities(titles, cancellation);
        int start = 0;
        return [.. questions.Select(question => scores[start..(start += question.Candidates.Count)])];
    }

    private float[] LogProbabilities(IReadOnlyList<LanguageExample> titles, CancellationToken cancellation)
    {
        var scores = new float[titles.Count];
        runner.Run(
            [.. titles.Select(title => title.ToInputs())],
            (hidden, batch, places) =>
            {
                TitleToken[] tokens = [.. places.SelectMany((place, prompt) => TokensOf(titles[place], place, batch.PathOf(prompt)))];
                Tensor states = hidden.flatten(0, 1);
                foreach (IGrouping<long, TitleToken>[] chunk in tokens.GroupBy(token => token.Place).Chunk((int)Math.Max(1, LogitsAtOnce / model.Vocabulary.Size)))
                {
                    Add(scores, states, chunk);
                }
            },
            cancellation);
        return scores;
    }

    // Each title token with the place of the one before it, whose state predicts it.
    private static IEnumerable<TitleToken> TokensOf(LanguageExample title, int owner, long[] path) =>
        title.Answer.Select((token, index) => new TitleToken(path[title.Prompt.Count - 1 + index], token, owner));

    // A place's logits are computed once, however many titles go on from it.
    private void Add(float[] scores, Tensor states, IGrouping<long, TitleToken>[] chunk)
    {
        using var scope = NewDisposeScope();
        Tensor features = states.index_select(0, tensor(chunk.Select(group => group.Key).ToArray(), device: states.device));
        Tensor logProbabilities = model.Logits(features).to(ScalarType.Float32).log_softmax(1).flatten();
        long[] asked = [.. chunk.SelectMany((group, row) => group.Select(token => ((long)row * model.Vocabulary.Size) + token.Id))];
        float[] found = logProbabilities.index_select(0, tensor(asked, device: states.device)).cpu().data<float>().ToArray();
        int next = 0;
        foreach (TitleToken token in chunk.SelectMany(group => group))
        {
            scores[token.Owner] += found[next++];
        }
    }
}
