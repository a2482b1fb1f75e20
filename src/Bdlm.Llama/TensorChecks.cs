using System.Numerics;
using static TorchSharp.torch;

namespace Bdlm.Llama;

/// <summary>Refuses tensors that do not fit at the model's public edges, before native code sees them.</summary>
internal static class TensorChecks
{
    /// <summary>Input embeddings are <c>[batch, length, hidden]</c> of the model's dtype, no longer than the model allows.</summary>
    public static void InputEmbeddings(Tensor inputEmbeddings, LlamaConfig config, ScalarType dtype)
    {
        InputRows(inputEmbeddings, config, dtype);
        Length(inputEmbeddings.shape[0], inputEmbeddings.shape[1], config, nameof(inputEmbeddings));
    }

    /// <summary>Input embeddings are <c>[batch, length, hidden]</c> of the model's dtype; their number is not looked at.</summary>
    public static void InputRows(Tensor inputEmbeddings, LlamaConfig config, ScalarType dtype)
    {
        const string Name = "inputEmbeddings";
        ArgumentNullException.ThrowIfNull(inputEmbeddings);
        if (inputEmbeddings.dim() != 3 || inputEmbeddings.shape[2] != config.HiddenSize)
        {
            throw new ArgumentException($"{Name} has shape {Show(inputEmbeddings)}; expected [batch, length, {config.HiddenSize}]. Look token ids up with Embed first.", Name);
        }

        if (inputEmbeddings.dtype != dtype)
        {
            throw new ArgumentException($"{Name} has dtype {inputEmbeddings.dtype}; expected {dtype}, as the word embeddings. Convert it with .to(ScalarType.{dtype}).", Name);
        }
    }

    /// <summary>A padding mask is <c>[batch, length]</c>, bool.</summary>
    public static void AttentionMask(Tensor attentionMask, long batch, long length)
    {
        const string Name = "attentionMask";
        ArgumentNullException.ThrowIfNull(attentionMask);
        if (attentionMask.dim() != 2 || attentionMask.shape[0] != batch || attentionMask.shape[1] != length)
        {
            throw new ArgumentException($"{Name} has shape {Show(attentionMask)}; expected [{batch}, {length}], one value a token. Build it from the same batch.", Name);
        }

        if (attentionMask.dtype != ScalarType.Bool)
        {
            throw new ArgumentException($"{Name} has dtype {attentionMask.dtype}; expected Bool, true at real tokens. Convert it with .to(ScalarType.Bool).", Name);
        }
    }

    /// <summary>Token ids are <c>[batch, length]</c>, int64, each in the vocabulary.</summary>
    public static void TokenIds(Tensor tokenIds, LlamaConfig config)
    {
        const string Name = "tokenIds";
        ArgumentNullException.ThrowIfNull(tokenIds);
        if (tokenIds.dim() != 2)
        {
            throw new ArgumentException($"{Name} has shape {Show(tokenIds)}; expected [batch, length]. Add the batch dimension with unsqueeze(0).", Name);
        }

        if (tokenIds.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{Name} has dtype {tokenIds.dtype}; expected Int64. Convert it with .to(ScalarType.Int64).", Name);
        }

        Length(tokenIds.shape[0], tokenIds.shape[1], config, Name);
        using var scope = NewDisposeScope();
        InRange(tokenIds.min().item<long>(), config, Name);
        InRange(tokenIds.max().item<long>(), config, Name);
    }

    /// <summary>A token id is in [0, |V|).</summary>
    public static void InRange<T>(T token, LlamaConfig config, string name)
        where T : INumber<T>
    {
        if (token < T.Zero || token >= T.CreateChecked(config.VocabularySize))
        {
            throw new ArgumentOutOfRangeException(name, $"{name} holds {token}; expected values in [0, {config.VocabularySize}). Does the tokenizer belong to this model?");
        }
    }

    private static void Length(long batch, long length, LlamaConfig config, string name)
    {
        if (batch < 1 || length < 1 || length > config.MaxLength)
        {
            throw new ArgumentException($"{name} holds {batch} sequence(s) of {length} token(s); expected at least one of 1 to {config.MaxLength} tokens. Shorten the longest sequence.", name);
        }
    }

    private static string Show(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
