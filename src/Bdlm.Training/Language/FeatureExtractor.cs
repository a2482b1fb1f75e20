using Bdlm.Prompts;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// Reads h_ui, the top-layer feature of an interaction prompt (Eq. 5), in evaluation mode and without gradient: what the
/// language side hands to the recommender.
/// </summary>
public sealed class FeatureExtractor
{
    private readonly MixedLanguageModel _model;
    private readonly PromptEncoder _encoder;
    private readonly FeaturePooling _pooling;
    private readonly PromptRunner _runner;

    /// <summary>Makes an extractor.</summary>
    /// <param name="model">The language side; owned by the caller.</param>
    /// <param name="encoder">Builds the prompts.</param>
    /// <param name="pooling">Where h is read.</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="tokensPerBatch">How many tokens one forward may hold.</param>
    public FeatureExtractor(MixedLanguageModel model, PromptEncoder encoder, FeaturePooling pooling, Device device, int tokensPerBatch = 8192)
    {
        _model = model;
        _encoder = encoder;
        _pooling = pooling;
        _runner = new PromptRunner(model, tokensPerBatch, device);
    }

    /// <summary>
    /// Whether a feature also holds what the language model itself answers about the pair: how far "Yes" is above "No", and the logit of the
    /// item's token behind the top-K prompt of the same user and history, if items are tokens of the model. Beyond the paper: h changes its meaning while the language model
    /// learns, these two numbers do not, and the second says what only the top-K task has learnt. Not to be combined with a head that normalizes
    /// its hidden input (<see cref="Fusion.FusionOptions.NormalizeHidden"/>): the norm would mix the two numbers with h.
    /// </summary>
    public bool WithScores { get; init; }

    /// <summary>The width of a feature: the hidden size, and with scores 2 more, or 1 where items are no tokens.</summary>
    public int Width => _model.Base.HiddenSize + (WithScores ? LanguageScores.CountOf(_model) : 0);

    /// <summary>
    /// The features of prompts, <c>[prompts, Width]</c>, float32, in the given order: h, then the margin of "Yes" and the item's logit
    /// where they are asked for. The caller disposes.
    /// </summary>
    public Tensor Extract(IReadOnlyList<InteractionPrompt> prompts, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        if (prompts.Count == 0)
        {
            return empty(0, Width, device: _model.Base.WordEmbeddings.device).MoveToOuterDisposeScope();
        }

        int[][] interactions = [.. prompts.Select(_encoder.Encode)];
        Tensor features = WithScores ? Scored(prompts, interactions, cancellation) : Read(interactions, cancellation).Pooled;
        return features.MoveToOuterDisposeScope();
    }

    // Both prompts of a pair are read in one pass, as they begin alike.
    private Tensor Scored(IReadOnlyList<InteractionPrompt> prompts, int[][] interactions, CancellationToken cancellation)
    {
        DistinctPrompts questions = LanguageScores.HasItems(_model)
            ? DistinctPrompts.Of([.. prompts.Select(prompt => _encoder.Encode(new TopKPrompt(prompt.User, prompt.History)))])
            : new DistinctPrompts([], []);
        (Tensor pooled, Tensor last) = Read([.. interactions, .. questions.Prompts], cancellation);
        using IDisposable noGradient = no_grad();
        Tensor margins = LanguageScores.Margin(_model, _encoder, last.narrow(0, 0, prompts.Count));
        List<Tensor> parts = [pooled.narrow(0, 0, prompts.Count), margins];
        if (questions.Prompts.Count > 0)
        {
            Tensor owners = tensor(questions.PlaceOf.Select(place => (long)(prompts.Count + place)).ToArray(), device: last.device);
            parts.Add(LanguageScores.Items(_model, prompts.Select(prompt => prompt.Item), last.index_select(0, owners)));
        }

        return cat(parts, dim: 1);
    }

    // The states of prompts in their order: pooled, and those of the last tokens in the model's own type.
    private (Tensor Pooled, Tensor Last) Read(IReadOnlyList<int[]> prompts, CancellationToken cancellation)
    {
        var pooled = new List<Tensor>();
        var last = new List<Tensor>();
        var order = new List<long>(prompts.Count);
        _runner.Run(
            prompts,
            (hidden, batch, places) =>
            {
                pooled.Add(MixedLanguageModel.Pool(hidden, batch, _pooling).to(ScalarType.Float32).MoveToOuterDisposeScope());
                if (WithScores)
                {
                    last.Add(MixedLanguageModel.Pool(hidden, batch, FeaturePooling.LastToken).MoveToOuterDisposeScope());
                }

                order.AddRange(places.Select(place => (long)place));
            },
            cancellation);
        Tensor back = tensor(order.ToArray(), device: pooled[0].device).argsort();
        Tensor features = cat(pooled, dim: 0).index_select(0, back);
        return (features, WithScores ? cat(last, dim: 0).index_select(0, back) : features);
    }

    /// <summary>The language model that is read.</summary>
    public MixedLanguageModel Model => _model;
}
