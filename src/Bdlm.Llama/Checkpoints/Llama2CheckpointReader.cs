using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

/// <summary>Reads the float32 <c>.bin</c> checkpoints of llama2.c (the format without a version number).</summary>
/// <remarks>
/// The file stores each kind of tensor for all layers in turn. Its query and key rows are laid out for a rotary embedding of
/// neighbouring pairs; they are permuted on the way to the halves that <see cref="LlamaForCausalLM"/> turns. The file's tables of
/// rotary angles are passed over, because the model computes its own.
/// </remarks>
public static class Llama2CheckpointReader
{
    /// <summary>The model in a file. Nothing is allocated before the file's size is found to be exactly what its header asks for.</summary>
    /// <param name="path">The <c>.bin</c> file.</param>
    /// <param name="device">Where the parameters are to live; the CPU by default.</param>
    /// <returns>A model in evaluation mode. The caller disposes.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The header is impossible, or the file has not the bytes that it asks for.</exception>
    public static LlamaForCausalLM Read(string path, Device? device = null) => Read(path, new LlamaLoadOptions { Device = device });

    /// <summary>The model in a file, with dtype, device and longest sequence as asked for.</summary>
    internal static LlamaForCausalLM Read(string path, LlamaLoadOptions options)
    {
        using FileStream file = Open(path);
        Llama2Header header = ReadHeader(file, path);
        LlamaForCausalLM model = LlamaForCausalLM.CreateUnfilled(ToConfig(header, options), options);
        try
        {
            Fill(model, file, header.Length);
            model.eval();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The sizes in a file's header.</summary>
    internal static LlamaConfig ReadConfig(string path, LlamaLoadOptions options)
    {
        using FileStream file = Open(path);
        return ToConfig(ReadHeader(file, path), options);
    }

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path) ? File.OpenRead(path)
            : throw new FileNotFoundException($"There is no checkpoint at {path}. Give the path of a llama2.c .bin file.", path);
    }

    private static LlamaConfig ToConfig(Llama2Header header, LlamaLoadOptions options) =>
        header.ToConfig() with { MaxLength = options.MaxLength ?? header.Length, Dropout = options.Dropout };

    private static Llama2Header ReadHeader(FileStream file, string path)
    {
        if (file.Length < Llama2Header.Size)
        {
            throw new InvalidDataException($"{path} has {file.Length} bytes; expected at least the {Llama2Header.Size} bytes of a llama2.c header. Is the download complete?");
        }

        Span<byte> bytes = stackalloc byte[Llama2Header.Size];
        file.ReadExactly(bytes);
        Llama2Header header = Llama2Header.Parse(bytes);
        if (header.IsVersioned)
        {
            throw new InvalidDataException($"{path} is a llama2.c checkpoint of a later version (\"ak42\"); expected the float32 format without a version. Export it with --version 0.");
        }

        Validate(header, path);
        if (header.FileSize != file.Length)
        {
            throw new InvalidDataException($"{path} has {file.Length} bytes; expected {header.FileSize} by its header ({header}). Is the download complete, and is it a llama2.c .bin file?");
        }

        return header;
    }

    private static void Validate(Llama2Header header, string path)
    {
        try
        {
            header.ToConfig().Validate();
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{path} has an impossible header. {exception.Message} Is it a llama2.c .bin file?", exception);
        }
    }

    /// <summary>Reads the tensors in the file's order.</summary>
    private static void Fill(LlamaForCausalLM model, FileStream file, int tableLength)
    {
        LlamaConfig config = model.Config;
        Dictionary<string, Parameter> parameters = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        var target = new RawTensorReader(file);
        target.Read(parameters["model.embed_tokens.weight"]);
        EachLayer("input_layernorm");
        EachLayer("self_attn.q_proj", config.HeadCount);
        EachLayer("self_attn.k_proj", config.KeyValueHeadCount);
        EachLayer("self_attn.v_proj");
        EachLayer("self_attn.o_proj");
        EachLayer("post_attention_layernorm");
        EachLayer("mlp.gate_proj");
        EachLayer("mlp.down_proj");
        EachLayer("mlp.up_proj");
        target.Read(parameters["model.norm.weight"]);
        if (!config.TieWordEmbeddings)
        {
            file.Seek((long)tableLength * (config.HeadDim / 2) * 2 * sizeof(float), SeekOrigin.Current);
            target.Read(parameters["lm_head.weight"]);
        }

        void EachLayer(string name, int rotaryHeads = 0)
        {
            for (int layer = 0; layer < config.LayerCount; layer++)
            {
                Parameter parameter = parameters[$"model.layers.{layer}.{name}.weight"];
                target.Read(parameter);
                if (rotaryHeads > 0)
                {
                    RotaryRows.PairsToHalves(parameter, rotaryHeads);
                }
            }
        }
    }
}
