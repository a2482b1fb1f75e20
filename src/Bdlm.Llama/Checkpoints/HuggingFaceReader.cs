using Bdlm.Llama.Checkpoints.Configs;
using Bdlm.Llama.Checkpoints.Shards;
using TorchSharp.Modules;

namespace Bdlm.Llama.Checkpoints;

/// <summary>Reads a Hugging Face folder: <c>config.json</c> and safetensors weights, one file or several with an index.</summary>
internal static class HuggingFaceReader
{
    /// <summary>The sizes, without reading any weight.</summary>
    public static LlamaConfig ReadConfig(string folder, LlamaLoadOptions options) => ConfigReader.Read(ConfigPath(folder), options).Config;

    /// <summary>The model in evaluation mode. Every tensor's name, shape and type is checked before anything is allocated.</summary>
    public static LlamaForCausalLM Read(string folder, LlamaLoadOptions options, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        (Architecture architecture, LlamaConfig config) = ConfigReader.Read(ConfigPath(folder), options);
        using ShardSet shards = ShardSet.Open(folder);
        TensorCheck.Run(folder, config, architecture.Fused, shards);
        LlamaForCausalLM model = LlamaForCausalLM.CreateUnfilled(config, options);
        try
        {
            Fill(model, [.. TensorSources.Of(config, architecture.Fused)], shards, progress, cancellation);
            model.eval();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Fills parameters one by one.</summary>
    public static void Fill(LlamaForCausalLM model, IReadOnlyList<TensorSource> sources, ShardSet shards, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        Dictionary<string, Parameter> parameters = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        for (int index = 0; index < sources.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            TensorSource source = sources[index];
            shards.Fill(parameters[source.Parameter], source);
            progress?.Report(new CheckpointProgress(index + 1, sources.Count, source.Parameter));
        }
    }

    private static string ConfigPath(string folder)
    {
        string path = Path.Combine(folder, ConfigReader.FileName);
        return File.Exists(path) ? path
            : throw CheckpointException.Of(folder, $"It holds no {ConfigReader.FileName}. Give the folder of a Hugging Face checkpoint.");
    }
}
