using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Serialization;

public sealed class SafeTensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private string FilePath => _folder.File("t.safetensors");

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Write_TwoTensors_GivesExactlyTheseBytes()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["a"] = tensor(new byte[] { 7, 8, 9 }),
            ["b"] = tensor(new[] { 1f, -2f, 0.5f, 0f }).reshape(2, 2),
        };

        SafeTensorsWriter.Write(FilePath, tensors, new Dictionary<string, string> { ["made"] = "by hand" });

        // Wider elements come first; the header of 140 characters is padded to 144.
        const string Header =
            "{\"__metadata__\":{\"made\":\"by hand\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[16,19]}}";
        string padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        byte[] data = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0, 0, 7, 8, 9];
        Assert.Equal(SafeTensorsBytes.Of(padded, data), File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Write_Nothing_GivesAnEmptyObject()
    {
        SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor>());

        Assert.Equal(SafeTensorsBytes.Of("{}      "), File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Write_MixedWidths_AlignsEachTensorToItsElementSize()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["bytes"] = zeros(3, dtype: ScalarType.Byte),
            ["halves"] = zeros(3, dtype: ScalarType.BFloat16),
            ["doubles"] = zeros(1, dtype: ScalarType.Float64),
            ["floats"] = zeros(5),
        };

        SafeTensorsWriter.Write(FilePath, tensors);

        using SafeTensorsFile file = SafeTensorsReader.Read(FilePath);
        long begin = new FileInfo(FilePath).Length - file.Entries.Sum(entry => entry.ByteCount);
        Assert.All(file.Entries, entry => Assert.Equal(0, (begin + entry.Offset) % tensors[entry.Name].element_size()));
    }

    [Fact]
    public void Write_SameTensorsInAnotherOrder_GivesTheSameBytes()
    {
        (Tensor a, Tensor b) = (ones(3), zeros(2));
        SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b });
        byte[] first = File.ReadAllBytes(FilePath);

        SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["b"] = b, ["a"] = a });

        Assert.Equal(first, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Write_NameBeyondAscii_KeepsItReadable()
    {
        SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["größe"] = ones(1) });

        Assert.Contains("größe", Encoding.UTF8.GetString(File.ReadAllBytes(FilePath)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ReservedName_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["__metadata__"] = ones(1) }));

        Assert.StartsWith("A tensor is named '__metadata__', which the format keeps for itself. Rename it.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HalfASurrogatePair_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["a\ud800"] = ones(1) }));

        Assert.Contains("half of a surrogate pair at position 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TypeThatTheFormatLacks_NamesTensorAndTypes()
    {
        var fault = Assert.Throws<ArgumentException>(() =>
            SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["z"] = zeros(1, dtype: ScalarType.ComplexFloat64) }));

        Assert.StartsWith("Tensor 'z' has dtype ComplexFloat64; the format has BOOL, U8,", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SparseTensor_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["s"] = eye(3).to_sparse() }));

        Assert.StartsWith("Tensor 's' is sparse; expected a dense tensor.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Failing_LeavesTheOldFileAndNoOther()
    {
        SafeTensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["a"] = ones(3) });
        byte[] before = File.ReadAllBytes(FilePath);

        Assert.Throws<IOException>(() => AtomicFile.Write(FilePath, stream =>
        {
            stream.Write([1, 2, 3]);
            throw new IOException("disk full");
        }));

        Assert.Equal(before, File.ReadAllBytes(FilePath));
        Assert.Equal(["t.safetensors"], _folder.Names());
    }

    [Fact]
    public void Write_MissingFolder_Throws() => Assert.Throws<DirectoryNotFoundException>(
        () => SafeTensorsWriter.Write(_folder.File("none/t.safetensors"), new Dictionary<string, Tensor> { ["a"] = ones(1) }));

    [Fact]
    public void Write_Parameter_LeavesNoTensorBehind()
    {
        var tensors = new Dictionary<string, Tensor> { ["p"] = new TorchSharp.Modules.Parameter(ones(4, 4)), ["t"] = ones(3, 2).t() };
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        SafeTensorsWriter.Write(FilePath, tensors);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
