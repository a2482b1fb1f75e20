using static TorchSharp.torch;

namespace Bdlm.Llama.Reference;

/// <summary>Small models whose weights are large enough that every formula shows in the logits.</summary>
internal static class TestModels
{
    public static LlamaConfig Config(bool tied = false, int keyValueHeads = 2, double dropout = 0) => new()
    {
        HiddenSize = 16,
        IntermediateSize = 24,
        LayerCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = keyValueHeads,
        VocabularySize = 31,
        MaxLength = 40,
        TieWordEmbeddings = tied,
        Dropout = dropout,
    };

    public static LlamaForCausalLM Create(LlamaConfig? config = null, int seed = 7)
    {
        LlamaForCausalLM model = LlamaForCausalLM.Create(config ?? Config(), seed);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in model.named_parameters())
        {
            bool gain = name.EndsWith("norm.weight", StringComparison.Ordinal);
            parameter.normal_(gain ? 1 : 0, gain ? 0.2 : 0.4, generator);
        }

        model.eval();
        return model;
    }

    /// <summary>Token ids <c>[batch, length]</c> from a seed.</summary>
    public static Tensor Tokens(int batch, int length, int vocabulary = 31, int seed = 3)
    {
        var random = new Random(seed);
        var ids = new long[batch * length];
        for (int index = 0; index < ids.Length; index++)
        {
            ids[index] = random.Next(vocabulary);
        }

        return tensor(ids, [batch, length]);
    }

    public static Tensor AllReal(long batch, long length) => ones(batch, length, dtype: ScalarType.Bool);

    public static double LargestDifference(Tensor one, Tensor other) => (one - other).abs().max().to(ScalarType.Float64).item<double>();
}
