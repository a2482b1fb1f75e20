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

    /// <summary>The features of prompts, <c>[prompts, hidden]</c>, float32, in the given order. The caller disposes.</summary>
    public Tensor Extract(IReadOnlyList<InteractionPrompt> prompts, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        if (prompts.Count == 0)
        {
            return empty(0, _model.Base.HiddenSize, device: _model.Base.WordEmbeddings.device).MoveToOuterDisposeScope();
        }

        int[][] tokens = [.. prompts.Select(_encoder.Encode)];
        var parts = new List<Tensor>();
        var order = new List<long>(prompts.Count);
        _runner.Run(
            tokens,
            (hidden, batch, places) =>
            {
                parts.Add(MixedLanguageModel.Pool(hidden, batch, _pooling).to(ScalarType.Float32).MoveToOuterDisposeScope());
                order.AddRange(places.Select(place => (long)place));
            },
            cancellation);
        Tensor sorted = cat(parts, dim: 0);
        Tensor back = tensor(order.ToArray(), device: sorted.device).argsort();
        return sorted.index_select(0, back).MoveToOuterDisposeScope();
    }

    /// <summary>The language model that is read.</summary>
    public MixedLanguageModel Model => _model;
}
