using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Bdlm.Llama.Generation;

/// <summary>Continues a prompt token by token, with a key-value cache of its own for each text.</summary>
/// <remarks>
/// Only new tokens count and are returned. (llama2.c counts steps: those of its prompt too, but not the begin token.)
/// </remarks>
/// <param name="model">The model; the caller keeps it. Training mode makes no difference: nothing is dropped and no gradient kept.</param>
public sealed class TextGenerator(LlamaForCausalLM model)
{
    private readonly LlamaForCausalLM _model = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>
    /// The tokens that follow a prompt, each as soon as it is known. The text ends at a stop token, after
    /// <see cref="GenerationOptions.MaxNewTokens"/>, or when the model's longest sequence is reached.
    /// </summary>
    /// <param name="prompt">The tokens to continue: at least one (such as the begin token), at most MaxLength.</param>
    /// <param name="options">The choice of tokens; greedy by default.</param>
    /// <param name="cancellation">Looked at before each token.</param>
    /// <exception cref="ArgumentException">The prompt is empty, too long, or holds a token outside the vocabulary; or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, from the enumeration.</exception>
    public IEnumerable<int> Generate(IReadOnlyList<int> prompt, GenerationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        options.Validate();
        Check(prompt);
        return Enumerate(prompt, options, cancellation);
    }

    /// <summary>As <see cref="Generate"/>, with each token computed off the caller's thread.</summary>
    /// <inheritdoc cref="Generate" path="/param|/exception"/>
    public IAsyncEnumerable<int> GenerateAsync(IReadOnlyList<int> prompt, GenerationOptions? options = null, CancellationToken cancellation = default) =>
        EnumerateAsync(Generate(prompt, options, cancellation), cancellation);

    private static async IAsyncEnumerable<int> EnumerateAsync(IEnumerable<int> tokens, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using IEnumerator<int> enumerator = tokens.GetEnumerator();
        while (await Task.Run(enumerator.MoveNext, cancellation).ConfigureAwait(false))
        {
            yield return enumerator.Current;
        }
    }

    private IEnumerable<int> Enumerate(IReadOnlyList<int> prompt, GenerationOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int capacity = (int)Math.Min(_model.MaxLength, (long)prompt.Count + options.MaxNewTokens);
        using var cache = KeyValueCache.Create(_model, batchSize: 1, capacity);
        var sampler = new TokenSampler(options);
        int next = Step(prompt, cache, sampler);
        for (int count = 1; !options.StopTokens.Contains(next); count++)
        {
            yield return next;
            if (count == options.MaxNewTokens || cache.Length == capacity)
            {
                yield break;
            }

            cancellation.ThrowIfCancellationRequested();
            next = Step([next], cache, sampler);
        }
    }

    private int Step(IReadOnlyList<int> tokens, KeyValueCache cache, TokenSampler sampler)
    {
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        Tensor ids = tensor(Array.ConvertAll<int, long>([.. tokens], token => token), [1, tokens.Count], device: _model.WordEmbeddings.device);
        Tensor hidden = _model.Encode(_model.Embed(ids), cache);
        return sampler.Choose(_model.Score(hidden.select(1, -1)).squeeze(0));
    }

    private void Check(IReadOnlyList<int> prompt)
    {
        if (prompt.Count < 1 || prompt.Count > _model.MaxLength)
        {
            throw new ArgumentException($"prompt has {prompt.Count} token(s); expected 1 to {_model.MaxLength}. Start an empty text with the begin token; shorten a long one.", nameof(prompt));
        }

        foreach (int token in prompt)
        {
            TensorChecks.InRange(token, _model.Config, nameof(prompt));
        }
    }
}
