using Bdlm.Llama.Reference;
using Bdlm.Serialization;
using FsCheck;
using FsCheck.Xunit;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

public sealed class HuggingFaceFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private string Folder => _temporary.Path("model");

    public void Dispose()
    {
        _scope.Dispose();
        _temporary.Dispose();
    }

    [Property(MaxTest = 25)]
    public void Load_SavedModelOfAnyConfiguration_GivesEqualLogits(PositiveInt seed, bool sharded)
    {
        using var scope = NewDisposeScope();
        LlamaConfig config = AnyConfig.Of(seed.Get);
        using LlamaForCausalLM model = TestModels.Create(config);
        LlamaCheckpoint.Save(model, Folder, new LlamaSaveOptions { Overwrite = true, MaxShardBytes = sharded ? 1000 : long.MaxValue });
        Tensor tokens = TestModels.Tokens(2, 9, config.VocabularySize);

        using LlamaForCausalLM read = LlamaCheckpoint.Load(Folder, new LlamaLoadOptions { MaxLength = config.MaxLength });

        Assert.Equal(config, read.Config);
        Assert.False(read.training);
        Assert.Equal(0, TestModels.LargestDifference(model.Logits(tokens), read.Logits(tokens)));
    }

    [Fact]
    public void Save_LargeModel_IsSplitWithAnIndex()
    {
        using LlamaForCausalLM model = TestModels.Create();

        LlamaCheckpoint.Save(model, Folder, new LlamaSaveOptions { MaxShardBytes = 8000 });

        string[] files = [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        string[] shards = files[1..^1];
        Assert.Equal("config.json", files[0]);
        Assert.Equal("model.safetensors.index.json", files[^1]);
        Assert.Equal("model-00001-of-00003.safetensors", shards[0]);
        // A header stands before the bytes of the tensors.
        Assert.All(shards, shard => Assert.InRange(new FileInfo(Path.Combine(Folder, shard)).Length, 1, 8000 + 3000));
    }

    [Fact]
    public void Load_WithDropout_DropsBySeed()
    {
        using LlamaForCausalLM model = TestModels.Create();
        LlamaCheckpoint.Save(model, Folder);
        Tensor tokens = TestModels.Tokens(2, 9, model.Config.VocabularySize);

        using LlamaForCausalLM first = Read(seed: 1);
        using LlamaForCausalLM same = Read(seed: 1);
        using LlamaForCausalLM other = Read(seed: 2);

        Tensor dropped = first.Logits(tokens);
        Assert.Equal(0, TestModels.LargestDifference(dropped, same.Logits(tokens)));
        Assert.True(TestModels.LargestDifference(dropped, other.Logits(tokens)) > 0.01);

        LlamaForCausalLM Read(int seed)
        {
            LlamaForCausalLM read = LlamaCheckpoint.Load(Folder, new LlamaLoadOptions { Dropout = 0.5, Seed = seed });
            read.train();
            return read;
        }
    }

    [Fact]
    public void Load_AsBfloat16_RoundsTheWeights()
    {
        using LlamaForCausalLM model = TestModels.Create();
        LlamaCheckpoint.Save(model, Folder);

        using LlamaForCausalLM read = LlamaCheckpoint.Load(Folder, new LlamaLoadOptions { Dtype = ScalarType.BFloat16 });

        Assert.All(read.parameters(), parameter => Assert.Equal(ScalarType.BFloat16, parameter.dtype));
        Assert.Equal(0, TestModels.LargestDifference(model.WordEmbeddings.to(ScalarType.BFloat16), read.WordEmbeddings));
    }

    [Fact]
    public void Load_SavedAsBfloat16_IsTheRoundedModelInFloat32()
    {
        using LlamaForCausalLM model = TestModels.Create();
        LlamaCheckpoint.Save(model, Folder, new LlamaSaveOptions { Dtype = ScalarType.BFloat16 });

        using LlamaForCausalLM read = LlamaCheckpoint.Load(Folder);

        Assert.Contains("\"torch_dtype\": \"bfloat16\"", File.ReadAllText(Path.Combine(Folder, "config.json")), StringComparison.Ordinal);
        Assert.Equal(0, TestModels.LargestDifference(model.OutputRows.to(ScalarType.BFloat16).to(ScalarType.Float32), read.OutputRows));
    }

    [Fact]
    public void Load_FusedMapsOfPhi3_AreSplit()
    {
        LlamaConfig config = TestModels.Config() with { HeadDim = 6 };
        using LlamaForCausalLM model = TestModels.Create(config);
        Dictionary<string, Tensor> tensors = model.state_dict();
        for (int layer = 0; layer < config.LayerCount; layer++)
        {
            Fuse(tensors, $"model.layers.{layer}.self_attn.", "qkv_proj", "q_proj", "k_proj", "v_proj");
            Fuse(tensors, $"model.layers.{layer}.mlp.", "gate_up_proj", "gate_proj", "up_proj");
        }

        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "config.json"), ConfigText.Of(("model_type", "\"phi3\""), ("head_dim", "6"), ("architectures", "[\"Phi3ForCausalLM\"]")));
        SafeTensorsWriter.Write(Path.Combine(Folder, "model.safetensors"), tensors);
        Tensor tokens = TestModels.Tokens(2, 9);

        using LlamaForCausalLM read = LlamaCheckpoint.Load(Folder);

        Assert.Equal(0, TestModels.LargestDifference(model.Logits(tokens), read.Logits(tokens)));
    }

    [Fact]
    public void Load_BuffersAndTiedOutputRows_AreIgnored()
    {
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(tied: true));
        LlamaCheckpoint.Save(model, Folder);
        Dictionary<string, Tensor> tensors = model.state_dict();
        tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = ones(2);
        tensors["lm_head.weight"] = zeros(31, 16);
        SafeTensorsWriter.Write(Path.Combine(Folder, "model.safetensors"), tensors);

        using LlamaForCausalLM read = LlamaCheckpoint.Load(Folder);

        Assert.Same(read.WordEmbeddings, read.OutputRows);
        Assert.Equal(0, TestModels.LargestDifference(model.WordEmbeddings, read.WordEmbeddings));
    }

    [Fact]
    public void Load_TensorsThatDoNotFit_NamesThemAllAtOnce()
    {
        using LlamaForCausalLM model = TestModels.Create();
        LlamaCheckpoint.Save(model, Folder);
        Dictionary<string, Tensor> tensors = model.state_dict();
        tensors.Remove("model.norm.weight");
        tensors.Remove("lm_head.weight");
        tensors["model.layers.1.mlp.up_proj.weight"] = zeros(24, 17);
        tensors["model.layers.0.mlp.up_proj.weight"] = zeros(24, 16, dtype: ScalarType.Int8);
        tensors["model.layers.1.self_attn.q_proj.bias"] = zeros(16);
        SafeTensorsWriter.Write(Path.Combine(Folder, "model.safetensors"), tensors);

        CheckpointException error = Assert.Throws<CheckpointException>(() => LlamaCheckpoint.Load(Folder));

        Assert.Equal(
            [
                "misshapen: model.layers.0.mlp.up_proj.weight is of type Int8; expected Float32, Float16, BFloat16 or Float64. Dequantise the checkpoint first.",
                "misshapen: model.layers.1.mlp.up_proj.weight is [24, 17]; expected [24, 16] by config.json.",
                "missing: model.norm.weight [16].",
                "missing: lm_head.weight [31, 16].",
                "unexpected: model.layers.1.self_attn.q_proj.bias belongs to no parameter of the configuration.",
            ],
            error.Faults);
    }

    [Fact]
    public void Load_Cancelled_Stops()
    {
        using LlamaForCausalLM model = TestModels.Create();
        LlamaCheckpoint.Save(model, Folder);
        using var source = new CancellationTokenSource();
        var seen = new List<CheckpointProgress>();
        var progress = new Reporter(step =>
        {
            seen.Add(step);
            source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => LlamaCheckpoint.Load(Folder, null, progress, source.Token));

        Assert.Equal(new CheckpointProgress(1, 21, "model.embed_tokens.weight"), Assert.Single(seen));
    }

    private static void Fuse(Dictionary<string, Tensor> tensors, string prefix, string whole, params string[] parts)
    {
        tensors[$"{prefix}{whole}.weight"] = cat([.. parts.Select(part => tensors[$"{prefix}{part}.weight"].detach())], 0);
        foreach (string part in parts)
        {
            tensors.Remove($"{prefix}{part}.weight");
        }
    }

    private sealed class Reporter(Action<CheckpointProgress> report) : IProgress<CheckpointProgress>
    {
        public void Report(CheckpointProgress value) => report(value);
    }
}
