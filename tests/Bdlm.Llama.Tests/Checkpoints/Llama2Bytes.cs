using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

/// <summary>Writes a model as a llama2.c file, independently of the reader: rows of halves back to neighbouring pairs.</summary>
internal static class Llama2Bytes
{
    public static byte[] Header(params int[] values) => MemoryMarshal.AsBytes<int>(values).ToArray();

    public static byte[] Of(LlamaForCausalLM model)
    {
        using var scope = NewDisposeScope();
        LlamaConfig config = model.Config;
        Dictionary<string, Tensor> tensors = model.state_dict();
        int vocabulary = config.TieWordEmbeddings ? config.VocabularySize : -config.VocabularySize;
        List<byte> bytes = [.. Header(config.HiddenSize, config.IntermediateSize, config.LayerCount, config.HeadCount, config.KeyValueHeadCount, vocabulary, config.MaxLength)];
        Add("model.embed_tokens.weight");
        string[] kinds = ["input_layernorm", "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "post_attention_layernorm", "mlp.gate_proj", "mlp.down_proj", "mlp.up_proj"];
        foreach (string kind in kinds)
        {
            for (int layer = 0; layer < config.LayerCount; layer++)
            {
                Add($"model.layers.{layer}.{kind}.weight");
            }
        }

        Add("model.norm.weight");
        bytes.AddRange(new byte[config.MaxLength * config.HeadDim * sizeof(float)]);
        if (!config.TieWordEmbeddings)
        {
            Add("lm_head.weight");
        }

        return [.. bytes];

        void Add(string name)
        {
            float[] values = tensors[name].detach().data<float>().ToArray();
            bool turned = name.Contains("q_proj", StringComparison.Ordinal) || name.Contains("k_proj", StringComparison.Ordinal);
            bytes.AddRange(MemoryMarshal.AsBytes<float>(turned ? HalvesToPairs(values, config) : values));
        }
    }

    private static float[] HalvesToPairs(float[] values, LlamaConfig config)
    {
        int width = config.HiddenSize;
        int head = config.HeadDim;
        var result = new float[values.Length];
        for (int row = 0; row < values.Length / width; row++)
        {
            int within = row % head;
            int pair = within % (head / 2);
            int target = row - within + 2 * pair + (within >= head / 2 ? 1 : 0);
            values.AsSpan(row * width, width).CopyTo(result.AsSpan(target * width));
        }

        return result;
    }
}
