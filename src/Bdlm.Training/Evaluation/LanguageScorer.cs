using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Evaluation;

/// <summary>BDLM-llm: scores by the language model's next-token logits. An interaction is "Yes" against "No" (decision 16).</summary>
public sealed class LanguageScorer : IScorer
{
    private readonly MixedLanguageModel _model;
    private readonly PromptEncoder _encoder;
    private readonly RankBy _rankBy;
    private readonly Device _device;
    private readonly PromptRunner _runner;

    /// <summary>Makes a scorer.</summary>
    /// <param name="model">The language side; owned by the caller.</param>
    /// <param name="encoder">Builds the prompts, as in training.</param>
    /// <param name="rankBy">How candidates are ranked.</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="tokensPerBatch">How many tokens one forward may hold.</param>
    public LanguageScorer(MixedLanguageModel model, PromptEncoder encoder, RankBy rankBy, Device device, int tokensPerBatch = 8192)
    {
        _model = model;
        _encoder = encoder;
        _rankBy = rankBy;
        _device = device;
        _runner = new PromptRunner(model, tokensPerBatch, device);
    }

    /// <inheritdoc/>
    public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default)
    {
        int[][] prompts = [.. questions.Select(q => _encoder.Encode(new InteractionPrompt(q.User, q.History, q.Item)))];
        int[] answers = [_encoder.YesToken, _encoder.NoToken];
        float[][] logits = NextTokenLogits(prompts, _ => answers, cancellation);
        return [.. logits.Select(row => row[0] - row[1])];
    }

    /// <inheritdoc/>
    public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default)
    {
        if (_rankBy == RankBy.YesNo)
        {
            return PointwiseRanking.Score(questions, pairs => ScorePairs(pairs, cancellation));
        }

        if (_rankBy == RankBy.TitleLikelihood)
        {
            return new TitleLikelihood(_model, _encoder, _runner).Score(questions, cancellation);
        }

        EntityVocabulary vocabulary = _model.Vocabulary;
        int[][] prompts = [.. questions.Select(q => _encoder.Encode(new TopKPrompt(q.User, q.History)))];
        return NextTokenLogits(prompts, place => [.. questions[place].Candidates.Select(vocabulary.ItemToken)], cancellation);
    }

    // One row a prompt: the logits of the tokens asked for, in their order. Shorter lists are padded with their first token.
    private float[][] NextTokenLogits(int[][] prompts, Func<int, int[]> tokensOf, CancellationToken cancellation)
    {
        var rows = new float[prompts.Length][];
        _runner.Run(
            prompts,
            (hidden, batch, places) =>
            {
                Tensor features = MixedLanguageModel.Pool(hidden, batch, FeaturePooling.LastToken);
                int[][] asked = [.. places.Select(tokensOf)];
                int width = asked.Max(row => row.Length);
                long[] padded = [.. asked.SelectMany(row => row.Concat(Enumerable.Repeat(row[0], width - row.Length))).Select(id => (long)id)];
                Tensor ids = tensor(padded, asked.Length, width, device: _device);
                float[] logits = _model.TokenLogits(features, ids).to(ScalarType.Float32).cpu().data<float>().ToArray();
                for (int index = 0; index < places.Length; index++)
                {
                    rows[places[index]] = logits.AsSpan(index * width, asked[index].Length).ToArray();
                }
            },
            cancellation);
        return rows;
    }
}
