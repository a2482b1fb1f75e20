using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>The word embedding table E_V: token ids <c>[batch, length]</c> to rows <c>[batch, length, hidden]</c>.</summary>
internal sealed class WordEmbedding : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    public WordEmbedding(Parameter weight)
        : base(nameof(WordEmbedding))
    {
        _weight = weight;
        register_parameter("weight", _weight);
    }

    public Parameter Weight => _weight;

    public override Tensor forward(Tensor tokenIds)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. tokenIds.shape, _weight.shape[1]];
        return _weight.index_select(0, tokenIds.flatten()).view(shape).MoveToOuterDisposeScope();
    }
}
