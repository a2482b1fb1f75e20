using Bdlm.Backend;
using Bdlm.Embeddings;
using Bdlm.Language.Adapters;
using Bdlm.Tensors;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// A language model over words, users and items: side L of BDLM. It puts the mixed embedding (Eq. 2) before any
/// <see cref="ICausalLanguageModel"/> and extended output rows (Eq. 4) behind it.
/// </summary>
/// <remarks>
/// Owns the base model: disposing of this disposes of that. Children are registered as "base", "embedding" and "output", each parameter
/// once, so that a state dictionary holds tied rows once. Move the whole to another device or dtype before making optimisers.
/// </remarks>
public sealed class MixedLanguageModel : nn.Module
{
    private const string AdaptersName = "adapters";
    private const string LessAtOnce = "Lower the batch size (in training) or the tokens per batch (in scorers and extractors), or PromptOptions.MaxLength, or take a smaller model or data type.";

    private readonly double _deviation;

    private MixedLanguageModel(ICausalLanguageModel model, MixedEmbedding embedding, EntityOutputRows output, double deviation)
        : base(nameof(MixedLanguageModel))
    {
        (Base, Embedding, Output, _deviation) = (model, embedding, output, deviation);
        register_module("base", model.Module);
        register_module("embedding", embedding);
        register_module("output", output);
    }

    /// <summary>The model over words.</summary>
    public ICausalLanguageModel Base { get; }

    /// <summary>The tokens.</summary>
    public EntityVocabulary Vocabulary => Embedding.Vocabulary;

    /// <summary>The input rows (Eq. 2).</summary>
    public MixedEmbedding Embedding { get; }

    /// <summary>The output rows (Eq. 4).</summary>
    public EntityOutputRows Output { get; }

    /// <summary>The adapters of the base model; null where there are none. See <see cref="LoraAdapters.Attach"/>.</summary>
    public LoraAdapters? Adapters { get; private set; }

    /// <summary>Whether a forward pass in training mode may differ from one in evaluation mode, by the base model's dropout or the adapters'.</summary>
    public bool HasDropout => Base.HasDropout || Adapters?.Options.Dropout > 0;

    /// <summary>Wraps a model. The rows of users, items and reserved tokens are random until <see cref="EmbeddingPreloader"/> fills them.</summary>
    /// <param name="model">The model over words; from now on owned by the result.</param>
    /// <param name="vocabulary">The extended vocabulary; its words are the model's.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="seed">Of the random rows.</param>
    /// <exception cref="ArgumentException">The vocabulary's word count differs from the model's, or the options have faults.</exception>
    public static MixedLanguageModel Create(ICausalLanguageModel model, EntityVocabulary vocabulary, MixedLanguageModelOptions? options, int seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new MixedLanguageModelOptions();
        options.Validate();
        double deviation = options.RowDeviation ?? RowStatistics.RootMeanSquare(model.WordEmbeddings);
        var embedding = new MixedEmbedding(model, vocabulary, deviation, seed);
        return new MixedLanguageModel(model, embedding, new EntityOutputRows(model, embedding, options.OutputRows, deviation, seed), deviation);
    }

    /// <summary>The hidden states after the final norm.</summary>
    /// <param name="batch">The sequences, on the model's device.</param>
    /// <returns><c>[batch, length, hidden]</c>; meaningless at padding. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The sequences are longer than the base model allows, the mask does not fit, or a token id is unknown.</exception>
    /// <exception cref="DeviceMemoryException">The device's memory does not suffice.</exception>
    public Tensor Encode(PromptBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        TensorGuard.Shape(batch.TokenIds, "TokenIds", "[batch, length]", "Make the batch with PromptBatch.Create.", TensorGuard.Any, TensorGuard.Any);
        long length = batch.TokenIds.shape[1];
        if (length > Base.MaxLength)
        {
            throw new ArgumentException($"the batch is {length} tokens long; expected at most {Base.MaxLength}, the model's MaxLength. Set PromptOptions.MaxLength lower.", nameof(batch));
        }

        TensorGuard.Shape(batch.AttentionMask, "AttentionMask", "[batch, length]", "Make the batch with PromptBatch.Create.", batch.TokenIds.shape[0], length);
        return DeviceMemory.Guard(
            () => Read(batch.TokenIds, embeddings => Base.Encode(embeddings, batch.AttentionMask)),
            () => $"the forward pass of {batch.TokenIds.shape[0]} sequences of {length} tokens",
            LessAtOnce);
    }

    /// <summary>The hidden states after the final norm of prompts that share their beginnings: each token's are those that <see cref="Encode"/> gives for its path alone, up to rounding.</summary>
    /// <param name="batch">The trees, on the model's device.</param>
    /// <returns><c>[rows, length, hidden]</c>; meaningless at padding. The caller disposes.</returns>
    /// <remarks>A base model that is an <see cref="ITreeLanguageModel"/> reads every shared token once; others read the paths as sequences.</remarks>
    /// <exception cref="ArgumentException">A prompt is longer than the base model allows, alone or in a tree, or a token id is unknown.</exception>
    /// <exception cref="DeviceMemoryException">The device's memory does not suffice.</exception>
    public Tensor EncodeTrees(PromptTreeBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Depth > Base.MaxLength)
        {
            throw new ArgumentException($"a prompt of the batch is {batch.Depth} tokens long; expected at most {Base.MaxLength}, the model's MaxLength. Set PromptOptions.MaxLength lower.", nameof(batch));
        }

        if (batch.Visible is not null && !TreeReading.MayJoin(Base, batch.Depth))
        {
            throw new ArgumentException($"a prompt of the batch is {batch.Depth} tokens long; expected at most {((ITreeLanguageModel)Base).MaxTreePath} where prompts share tokens, the model's MaxTreePath. Make a tree of each prompt.", nameof(batch));
        }

        return DeviceMemory.Guard(
            () => Read(batch.TokenIds, embeddings => TreeReading.Encode(Base, embeddings, batch)),
            () => $"the forward pass of {batch.PromptCount} prompts in {batch.Trees.Count} trees of up to {batch.Length} tokens",
            LessAtOnce);
    }

    /// <summary>The feature h of each prompt (Eq. 5), tree after tree.</summary>
    /// <param name="hidden"><c>[rows, length, hidden]</c>, from <see cref="EncodeTrees"/>.</param>
    /// <param name="batch">The prompts that <paramref name="hidden"/> was computed from.</param>
    /// <param name="pooling">Where to read.</param>
    /// <returns><c>[prompts, hidden]</c>. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Pool(Tensor hidden, PromptTreeBatch batch, FeaturePooling pooling)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return TreeReading.Pool(hidden, batch, pooling);
    }

    /// <summary>The feature h of each prompt in a batch that holds answers too, in the samples' order; answers are not pooled.</summary>
    /// <inheritdoc cref="Pool(Tensor, PromptTreeBatch, FeaturePooling)" path="/returns"/>
    /// <inheritdoc cref="Pool(Tensor, PromptTreeBatch, FeaturePooling)" path="/exception"/>
    /// <param name="hidden"><c>[rows, length, hidden]</c>, from <see cref="EncodeTrees"/> of the batch's sequence.</param>
    /// <param name="batch">The samples that <paramref name="hidden"/> was computed from.</param>
    /// <param name="pooling">Where to read.</param>
    public static Tensor Pool(Tensor hidden, AnswerTreeBatch batch, FeaturePooling pooling)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return TreeReading.Pool(hidden, batch.Sequence, batch.PromptPaths, pooling);
    }

    /// <summary>The feature h of each prompt (Eq. 5).</summary>
    /// <param name="hidden"><c>[batch, length, hidden]</c>, from <see cref="Encode"/>.</param>
    /// <param name="batch">The prompts that <paramref name="hidden"/> was computed from.</param>
    /// <param name="pooling">Where to read.</param>
    /// <returns><c>[batch, hidden]</c>. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Pool(Tensor hidden, PromptBatch batch, FeaturePooling pooling)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return FeaturePooler.Pool(hidden, batch, batch.LastPositions, pooling);
    }

    /// <summary>The feature h of each prompt in a batch that holds answers too; these are not pooled.</summary>
    /// <inheritdoc cref="Pool(Tensor, PromptBatch, FeaturePooling)" path="/returns"/>
    /// <inheritdoc cref="Pool(Tensor, PromptBatch, FeaturePooling)" path="/exception"/>
    /// <param name="hidden"><c>[batch, length, hidden]</c>, from <see cref="Encode"/> of the batch's sequence.</param>
    /// <param name="batch">The samples that <paramref name="hidden"/> was computed from.</param>
    /// <param name="pooling">Where to read.</param>
    public static Tensor Pool(Tensor hidden, AnswerBatch batch, FeaturePooling pooling)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return FeaturePooler.Pool(hidden, batch.Sequence, batch.PromptEnds, pooling);
    }

    /// <summary>The logits W_o h of every token (Eq. 4).</summary>
    /// <param name="features"><c>[n, hidden]</c>.</param>
    /// <returns><c>[n, Vocabulary.Size]</c> in the order of token ids. The caller disposes.</returns>
    /// <exception cref="ArgumentException">Wrong shape.</exception>
    public Tensor Logits(Tensor features)
    {
        CheckFeatures(features);
        return Output.Logits(features);
    }

    /// <summary>The logits of chosen tokens, such as Yes and No or the items of a candidate list, without computing the others.</summary>
    /// <param name="features"><c>[n, hidden]</c>.</param>
    /// <param name="tokenIds"><c>[n, k]</c>, int64.</param>
    /// <returns><c>[n, k]</c>. The caller disposes.</returns>
    /// <exception cref="ArgumentException">Wrong shapes, or an unknown token id.</exception>
    public Tensor TokenLogits(Tensor features, Tensor tokenIds)
    {
        CheckFeatures(features);
        RowGuard.TokenIds(tokenIds, nameof(tokenIds), "[n, k]", Vocabulary.Size);
        TensorGuard.Shape(tokenIds, nameof(tokenIds), "[n, k]", "Give one row of token ids for each feature.", features.shape[0], TensorGuard.Any);
        using var scope = NewDisposeScope();
        Tensor rows = Output.Gather(tokenIds.reshape(-1)).reshape(tokenIds.shape[0], tokenIds.shape[1], -1);
        return rows.bmm(features.unsqueeze(2)).squeeze(2).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of every item: one forward pass scores the whole catalogue.</summary>
    /// <param name="features"><c>[n, hidden]</c>.</param>
    /// <returns><c>[n, ItemCount]</c> in the order of dense item ids. The caller disposes.</returns>
    /// <exception cref="ArgumentException">Wrong shape.</exception>
    public Tensor ItemLogits(Tensor features)
    {
        CheckFeatures(features);
        return nn.functional.linear(features, Output.Items);
    }

    /// <summary>Adds the users and items of an extended vocabulary, with random input rows and, by <see cref="EntityOutputRows.Init"/>, output rows. Known rows keep their values.</summary>
    /// <param name="vocabulary">What <see cref="EntityVocabulary.Extend"/> made of <see cref="Vocabulary"/>.</param>
    /// <param name="seed">Of the new rows.</param>
    /// <remarks>Replaces parameters: make optimisers afterwards.</remarks>
    /// <exception cref="ArgumentException">The vocabulary does not continue the present one.</exception>
    public void Extend(EntityVocabulary vocabulary, int seed)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        (Tensor users, Tensor items) = Embedding.Rows.DrawAdded(vocabulary, _deviation, seed);
        using (users)
        using (items)
        {
            Embedding.Append(vocabulary, users, items);
            Output.Append(vocabulary, users, items, _deviation, seed);
        }
    }

    /// <summary>Registers adapters as a child, or takes the present ones off.</summary>
    internal void SetAdapters(LoraAdapters? adapters)
    {
        if (Adapters is not null)
        {
            _internal_submodules.Remove(AdaptersName);
        }

        if (adapters is not null)
        {
            register_module(AdaptersName, adapters);
        }

        Adapters = adapters;
    }

    /// <summary>Does nothing: the parts are registered by hand, and TorchSharp would register each field as one more part.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor Read(Tensor tokenIds, Func<Tensor, Tensor> encode)
    {
        using var scope = NewDisposeScope();
        Adapters?.BeginPass();
        return encode(Embedding.call(tokenIds)).MoveToOuterDisposeScope();
    }

    private void CheckFeatures(Tensor features) =>
        TensorGuard.Shape(features, nameof(features), "[n, hidden]", "Pool the hidden states first.", TensorGuard.Any, Base.HiddenSize);
}
