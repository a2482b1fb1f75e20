using Bdlm.Backend;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Llama.Generation;

/// <summary>
/// The keys and values of a batch of sequences that grow together, in memory allocated once, so that generating a token costs one
/// token's work. Dispose it to free the memory.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly long[] _shape;
    private Tensor _real;

    private KeyValueCache(LlamaConfig config, int batchSize, int capacity, Device device, ScalarType dtype)
    {
        (BatchSize, Capacity) = (batchSize, capacity);
        // Inference tensors could not be written to outside of inference mode.
        using var lasting = inference_mode(false);
        // What is there already goes again where memory does not suffice for all.
        using var scope = NewDisposeScope();
        _shape = [batchSize, config.KeyValueHeadCount, capacity, config.HeadDim];
        _keys = Allocate(config.LayerCount, device, dtype);
        _values = Allocate(config.LayerCount, device, dtype);
        _real = ones(batchSize, capacity, dtype: ScalarType.Bool, device: device);
        Array.ForEach([.. _keys, .. _values, _real], tensor => tensor.DetachFromDisposeScope());
    }

    /// <summary>The number of sequences.</summary>
    public int BatchSize { get; private set; }

    /// <summary>The number of tokens a sequence that fit, padding among them.</summary>
    public int Capacity { get; }

    /// <summary>The number of tokens a sequence held so far, padding among them.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes of the allocated keys and values.</summary>
    public long Bytes => 2 * _keys.Length * _keys[0].numel() * _keys[0].ElementSize;

    /// <summary>Whether any token held or reserved is padding.</summary>
    internal bool HasPadding { get; private set; }

    /// <summary>An empty cache.</summary>
    /// <param name="model">The model whose sizes, device and dtype it takes.</param>
    /// <param name="batchSize">The number of sequences: at least 1.</param>
    /// <param name="capacity">The number of tokens a sequence, in [1, MaxLength].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="DeviceMemoryException">The device's memory does not suffice.</exception>
    public static KeyValueCache Create(LlamaForCausalLM model, int batchSize, int capacity)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), $"batchSize is {batchSize}; expected at least 1.");
        }

        if (capacity < 1 || capacity > model.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), $"capacity is {capacity}; expected a value in [1, {model.MaxLength}], the model's longest sequence.");
        }

        Tensor words = model.WordEmbeddings;
        return DeviceMemory.Guard(
            () => new KeyValueCache(model.Config, batchSize, capacity, words.device, words.dtype),
            () => $"a key-value cache of {batchSize} sequences of {capacity} tokens",
            "Lower the number of sequences or their length (GenerationOptions.MaxNewTokens), or load the model in bfloat16.");
    }

    /// <summary>Forgets all tokens and keeps the memory.</summary>
    public void Clear()
    {
        Length = 0;
        HasPadding = false;
    }

    /// <summary>
    /// Makes sequences anew of those held: place p goes on with what place <c>places[p]</c> held. Places may repeat, be left out and stand in any
    /// order, so that the batch may grow and shrink.
    /// </summary>
    /// <param name="places">At least one, each in [0, BatchSize).</param>
    /// <exception cref="ArgumentException">There is no place.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is out of range.</exception>
    public void Select(IReadOnlyList<int> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Count == 0)
        {
            throw new ArgumentException("places is empty; expected at least one. Dispose of the cache where nothing is left.", nameof(places));
        }

        foreach (int place in places)
        {
            if (place < 0 || place >= BatchSize)
            {
                throw new ArgumentOutOfRangeException(nameof(places), $"places holds {place}; expected values in [0, {BatchSize}), the number of sequences held.");
            }
        }

        Select(places, firstColumn: 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in (IEnumerable<Tensor>)[.. _keys, .. _values, _real])
        {
            tensor.Dispose();
        }
    }

    /// <summary>Checks that new tokens fit and notes which are padding. They count only after <see cref="Commit"/>.</summary>
    internal void Reserve(LlamaConfig config, Tensor inputEmbeddings, Tensor? attentionMask)
    {
        long batch = inputEmbeddings.shape[0];
        long length = inputEmbeddings.shape[1];
        if (batch != BatchSize || _keys.Length != config.LayerCount || _shape[1] != config.KeyValueHeadCount || _shape[3] != config.HeadDim)
        {
            throw new ArgumentException($"The cache is for {BatchSize} sequence(s) of {_keys.Length} layer(s) of {_shape[1]} x {_shape[3]}; the batch has {batch} of {config.LayerCount} of {config.KeyValueHeadCount} x {config.HeadDim}. Create a cache for this model and batch.", "cache");
        }

        if (Length + length > Capacity)
        {
            throw new InvalidOperationException($"The cache holds {Length} of {Capacity} tokens and has no room for {length} more. Create it with a larger capacity.");
        }

        using var scope = NewDisposeScope();
        bool padded = attentionMask is not null && !attentionMask.all().item<bool>();
        Tensor reserved = _real.narrow(1, Length, length);
        _ = padded ? reserved.copy_(attentionMask!) : reserved.fill_(KeptScalar.Of(true));
        HasPadding |= padded;
    }

    /// <summary>Which of the first tokens are real, <c>[batch, length]</c>, bool: a view that the caller disposes.</summary>
    internal Tensor RealTokens(long length) => _real.narrow(1, 0, length);

    /// <summary>Stores a layer's new keys and values <c>[batch, heads, length, headDim]</c>; returns views of all of them.</summary>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values) =>
        (Append(_keys[layer], keys), Append(_values[layer], values));

    /// <summary>A layer's keys and values of the tokens held, <c>[batch, heads, length, headDim]</c>: views that the caller disposes.</summary>
    internal (Tensor Keys, Tensor Values) Held(int layer) => (_keys[layer].narrow(2, 0, Length), _values[layer].narrow(2, 0, Length));

    /// <summary>As <see cref="Select(IReadOnlyList{int})"/>, and forgets the columns before <paramref name="firstColumn"/>, which must be padding in all of them.</summary>
    internal void Select(IReadOnlyList<int> places, int firstColumn)
    {
        using var lasting = inference_mode(false);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Tensor rows = tensor([.. places.Select(place => (long)place)], device: _real.device);
        for (int layer = 0; layer < _keys.Length; layer++)
        {
            _keys[layer] = Moved(_keys[layer], rows, columns: 2, firstColumn);
            _values[layer] = Moved(_values[layer], rows, columns: 2, firstColumn);
        }

        _real = Moved(_real, rows, columns: 1, firstColumn);
        (BatchSize, _shape[0], Length) = (places.Count, places.Count, Length - firstColumn);
        HasPadding = HasPadding && !_real.narrow(1, 0, Length).all().item<bool>();
    }

    /// <summary>Counts the new tokens in, once every layer has stored them.</summary>
    internal void Commit(long length) => Length += (int)length;

    /// <summary>Some rows of a store, moved to its first columns; a store of another number of rows replaces it.</summary>
    private Tensor Moved(Tensor store, Tensor rows, int columns, int firstColumn)
    {
        int length = Length - firstColumn;
        Tensor held = store.narrow(columns, firstColumn, length).index_select(0, rows);
        Tensor target = store;
        if (rows.shape[0] != store.shape[0])
        {
            target = zeros([rows.shape[0], .. store.shape[1..]], dtype: store.dtype, device: store.device).DetachFromDisposeScope();
            store.Dispose();
        }

        target.narrow(columns, 0, length).copy_(held);
        return target;
    }

    private Tensor Append(Tensor store, Tensor added)
    {
        long length = added.shape[2];
        store.narrow(2, Length, length).copy_(added);
        return store.narrow(2, 0, Length + length);
    }

    private Tensor[] Allocate(int layers, Device device, ScalarType dtype)
    {
        var tensors = new Tensor[layers];
        for (int layer = 0; layer < layers; layer++)
        {
            tensors[layer] = zeros(_shape, dtype: dtype, device: device);
        }

        return tensors;
    }
}
