using Bdlm.Llama.Reference;
using Bdlm.Testing;
using FsCheck.Xunit;
using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

public sealed class Llama2CheckpointReaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_WrittenModel_GivesEqualLogits(bool tied)
    {
        using var scope = NewDisposeScope();
        using LlamaForCausalLM model = TestModels.Create(TestModels.Config(tied));
        File.WriteAllBytes(_path, Llama2Bytes.Of(model));
        Tensor tokens = TestModels.Tokens(2, 9);

        using LlamaForCausalLM read = Llama2CheckpointReader.Read(_path);

        Assert.Equal(model.Config, read.Config);
        Assert.False(read.training);
        Assert.Equal(0, TestModels.LargestDifference(model.Logits(tokens), read.Logits(tokens)));
    }

    [Fact]
    public void Read_Stories260K_HasItsSizes()
    {
        using LlamaForCausalLM model = Llama2CheckpointReader.Read(RealData.Require("llama/stories260K.bin"));

        Assert.Equal(
            new LlamaConfig { HiddenSize = 64, IntermediateSize = 172, LayerCount = 5, HeadCount = 8, KeyValueHeadCount = 4, VocabularySize = 512, MaxLength = 512, TieWordEmbeddings = true },
            model.Config);
    }

    [Fact]
    public void Read_MissingFile_SaysPath() => Assert.Equal(
        "There is no checkpoint at nowhere.bin. Give the path of a llama2.c .bin file.",
        Assert.Throws<FileNotFoundException>(() => Llama2CheckpointReader.Read("nowhere.bin")).Message);

    [Fact]
    public void Read_EmptyFile_SaysHeaderSize() => AssertRefused(
        [],
        $"{_path} has 0 bytes; expected at least the 28 bytes of a llama2.c header. Is the download complete?");

    [Theory]
    [InlineData(-1)]
    [InlineData(-4)]
    [InlineData(1)]
    [InlineData(4096)]
    public void Read_WrongSize_SaysBothSizes(int change)
    {
        using LlamaForCausalLM model = TestModels.Create();
        byte[] bytes = Llama2Bytes.Of(model);
        byte[] changed = new byte[bytes.Length + change];
        bytes.AsSpan(0, Math.Min(bytes.Length, changed.Length)).CopyTo(changed);

        AssertRefused(
            changed,
            $"{_path} has {changed.Length} bytes; expected {bytes.Length} by its header (Llama2Header {{ Dim = 16, HiddenDim = 24, Layers = 2, Heads = 4, KeyValueHeads = 2, Vocabulary = -31, Length = 40");
    }

    [Fact]
    public void Read_LaterVersion_SaysHowToExport() => AssertRefused(
        Llama2Bytes.Header(0x616B3432, 1, 64, 172, 5, 8, 4),
        $"{_path} is a llama2.c checkpoint of a later version (\"ak42\"); expected the float32 format without a version. Export it with --version 0.");

    [Theory]
    [InlineData(0, 1, 1, 1, 1, 1, 1, "HiddenSize is 0; expected at least 1.")]
    [InlineData(64, 172, -5, 8, 4, 512, 512, "LayerCount is -5; expected at least 1.")]
    [InlineData(64, 172, 5, 0, 4, 512, 512, "HeadCount is 0; expected at least 1.")]
    [InlineData(64, 172, 5, 8, 3, 512, 512, "KeyValueHeadCount is 3; expected a divisor of HeadCount 8.")]
    [InlineData(64, 172, 5, 8, 4, int.MinValue, 512, "VocabularySize is 0; expected at least 1.")]
    public void Read_ImpossibleHeader_SaysFaults(int dim, int hidden, int layers, int heads, int keyValueHeads, int vocabulary, int length, string fault)
    {
        string message = AssertRefused(
            Llama2Bytes.Header(dim, hidden, layers, heads, keyValueHeads, vocabulary, length),
            $"{_path} has an impossible header. The Llama configuration has ");

        Assert.Contains(fault, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AbsurdSizes_AllocatesNothing()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(
            Llama2Bytes.Header(int.MaxValue - 1, int.MaxValue, int.MaxValue, 1, 1, int.MaxValue, int.MaxValue),
            $"{_path} has 28 bytes; expected ");

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Read_TruncatedStories_AtEveryKindOfPlace_Refuses()
    {
        byte[] bytes = File.ReadAllBytes(RealData.Require("llama/stories260K.bin"));
        foreach (int size in new[] { 1, 27, 28, 1000, bytes.Length / 2, bytes.Length - 1 })
        {
            AssertRefused(bytes[..size], $"{_path} has {size} bytes; expected ");
        }
    }

    [Property(MaxTest = 300)]
    public void Read_AnyBytes_RefusesWithTheFileName(int[] header, byte[] rest)
    {
        File.WriteAllBytes(_path, [.. Llama2Bytes.Header(header), .. rest]);

        Assert.StartsWith(_path, Assert.Throws<InvalidDataException>(() => Llama2CheckpointReader.Read(_path)).Message, StringComparison.Ordinal);
    }

    private string AssertRefused(byte[] bytes, string expected)
    {
        File.WriteAllBytes(_path, bytes);
        string message = Assert.Throws<InvalidDataException>(() => Llama2CheckpointReader.Read(_path)).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        return message;
    }
}
