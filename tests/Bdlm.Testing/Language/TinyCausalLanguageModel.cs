using Bdlm.Language;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Testing.Language;

/// <summary>
/// A causal language model of a few hundred parameters for tests: one layer of one-headed attention with a causal and a padding mask, sinusoidal
/// positions that count real tokens, a tanh block, and a final RMS norm. Slow and small, but a real model: it passes
/// <see cref="CausalLanguageModelContract"/>, and all of its gradients can be checked by finite differences in float64.
/// </summary>
public sealed class TinyCausalLanguageModel : nn.Module, ICausalLanguageModel
{
    private readonly bool _isTied;

    /// <summary>Makes a model with seeded random weights, in evaluation and training mode alike (it has no dropout).</summary>
    /// <param name="vocabularySize">The number of words.</param>
    /// <param name="hiddenSize">The width; even.</param>
    /// <param name="maxLength">The longest sequence.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="tieWeights">Whether the word rows are the output rows too.</param>
    /// <param name="dtype">Float32 by default; float64 for finite differences.</param>
    public TinyCausalLanguageModel(int vocabularySize = 16, int hiddenSize = 8, int maxLength = 64, int seed = 1, bool tieWeights = false, ScalarType dtype = ScalarType.Float32)
        : base(nameof(TinyCausalLanguageModel))
    {
        (VocabularySize, HiddenSize, MaxLength, _isTied) = (vocabularySize, hiddenSize, maxLength, tieWeights);
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(uint)seed, CPU);
        Register("words", vocabularySize, generator, dtype);
        if (!tieWeights)
        {
            Register("output", vocabularySize, generator, dtype);
        }

        foreach (string name in (string[])["query", "key", "value", "mix", "block"])
        {
            Register(name, hiddenSize, generator, dtype);
        }
    }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public int HiddenSize { get; }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public int MaxLength { get; }

    /// <inheritdoc/>
    public Tensor WordEmbeddings => Weight("words");

    /// <inheritdoc/>
    public Tensor OutputRows => Weight(_isTied ? "words" : "output");

    /// <inheritdoc/>
    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask)
    {
        Check(inputEmbeddings, attentionMask);
        using var scope = NewDisposeScope();
        Tensor x = inputEmbeddings + Positions(attentionMask, inputEmbeddings.dtype);
        Tensor scores = Project(x, "query").bmm(Project(x, "key").transpose(1, 2)) / Math.Sqrt(HiddenSize);
        Tensor weights = scores.masked_fill(Visible(attentionMask).logical_not(), -1e9).softmax(-1);
        x = x + Project(weights.bmm(Project(x, "value")), "mix");
        x = x + Project(x, "block").tanh();
        return (x / (x.square().mean([-1], keepdim: true) + 1e-5).sqrt()).MoveToOuterDisposeScope();
    }

    /// <summary>A token sees itself and the real tokens before it: <c>[batch, length, length]</c>.</summary>
    private static Tensor Visible(Tensor attentionMask)
    {
        long length = attentionMask.shape[1];
        Tensor causal = ones(length, length, dtype: ScalarType.Bool, device: attentionMask.device).tril();
        Tensor self = eye(length, dtype: ScalarType.Bool, device: attentionMask.device);
        return causal.unsqueeze(0).logical_and(attentionMask.unsqueeze(1)).logical_or(self.unsqueeze(0));
    }

    /// <summary>Sines and cosines of the number of real tokens before each place: <c>[batch, length, hidden]</c>.</summary>
    private Tensor Positions(Tensor attentionMask, ScalarType dtype)
    {
        Tensor place = (attentionMask.to(ScalarType.Int64).cumsum(1) - 1).clamp(min: 0).to(dtype).unsqueeze(2);
        Tensor rates = pow(0.3, arange(HiddenSize / 2, dtype: dtype, device: attentionMask.device));
        Tensor angles = place * rates;
        return cat([angles.sin(), angles.cos()], -1);
    }

    private Tensor Project(Tensor x, string name) => nn.functional.linear(x, Weight(name));

    private Parameter Weight(string name) => get_parameter(name)!;

    private void Register(string name, int rows, Generator generator, ScalarType dtype)
    {
        var weight = new Parameter((randn(rows, HiddenSize, generator: generator) * 0.4).to(dtype));
        weight.DetachFromDisposeScope();
        register_parameter(name, weight);
    }

    private void Check(Tensor embeddings, Tensor mask)
    {
        if (embeddings.dim() != 3 || embeddings.shape[2] != HiddenSize)
        {
            throw new ArgumentException($"inputEmbeddings has shape [{string.Join(", ", embeddings.shape)}]; expected [batch, length, {HiddenSize}]. Give embeddings, not token ids.", "inputEmbeddings");
        }

        if (mask.dim() != 2 || mask.shape[0] != embeddings.shape[0] || mask.shape[1] != embeddings.shape[1] || mask.dtype != ScalarType.Bool)
        {
            throw new ArgumentException($"attentionMask has shape [{string.Join(", ", mask.shape)}] and dtype {mask.dtype}; expected [{embeddings.shape[0]}, {embeddings.shape[1]}] and Bool. Take the batch's mask.", "attentionMask");
        }

        if (embeddings.shape[1] > MaxLength)
        {
            throw new ArgumentException($"inputEmbeddings is {embeddings.shape[1]} long; expected at most {MaxLength}. Shorten the prompt.", "inputEmbeddings");
        }
    }
}
