using Bdlm.Language;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// A user's own language model, as the library has none: no attention, each token sees itself and the mean of the real tokens before
/// it. It implements <see cref="ICausalLanguageModel"/> and nothing else.
/// </summary>
internal sealed class OwnLanguageModel : nn.Module, ICausalLanguageModel
{
    private readonly Parameter _words;
    private readonly Parameter _own;
    private readonly Parameter _context;

    public OwnLanguageModel(int vocabularySize, int hiddenSize, int seed)
        : base(nameof(OwnLanguageModel))
    {
        using var generator = new Generator((ulong)seed);
        _words = Register("words", vocabularySize, hiddenSize, generator);
        _own = Register("own", hiddenSize, hiddenSize, generator);
        _context = Register("context", hiddenSize, hiddenSize, generator);
    }

    public nn.Module Module => this;

    public int HiddenSize => (int)_words.shape[1];

    public int VocabularySize => (int)_words.shape[0];

    public int MaxLength => 200;

    public Tensor WordEmbeddings => _words;

    public Tensor OutputRows => _words;

    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask)
    {
        if (inputEmbeddings.dim() != 3 || inputEmbeddings.shape[2] != HiddenSize || inputEmbeddings.shape[1] > MaxLength)
        {
            throw new ArgumentException("inputEmbeddings is not [batch, up to 200, hidden].", nameof(inputEmbeddings));
        }

        if (!attentionMask.shape.SequenceEqual(inputEmbeddings.shape[..2]))
        {
            throw new ArgumentException("attentionMask is not [batch, length].", nameof(attentionMask));
        }

        using var scope = NewDisposeScope();
        Tensor real = attentionMask.to(inputEmbeddings.dtype).unsqueeze(2);
        Tensor context = (inputEmbeddings * real).cumsum(1) / real.cumsum(1).clamp(min: 1);
        Tensor mixed = nn.functional.linear(inputEmbeddings, _own) + nn.functional.linear(context, _context);
        return mixed.tanh().MoveToOuterDisposeScope();
    }

    private Parameter Register(string name, int rows, int columns, Generator generator)
    {
        var parameter = (Parameter)new Parameter(randn([rows, columns], generator: generator)).DetachFromDisposeScope();
        register_parameter(name, parameter);
        return parameter;
    }
}
