using Bdlm.Lab.Experiments;
using Bdlm.Sharing;

namespace Bdlm.Lab.Reproduction.Running;

public sealed class ScaleChangesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Apply_NamedValues_ChangeAndAllOthersStay()
    {
        var scale = new LabScale { Epochs = 7, LightGcn = new RecommenderScale { Rate = 0.5, Batch = 99 } };
        LabScale changed = Read("""{ "epochs": 3, "mutualReduction": "SumOverDim", "positionsPerUser": null, "lightGcn": { "rate": 0.25 } }""").Apply(scale);
        Assert.Equal(scale with { Epochs = 3, MutualReduction = MutualReduction.SumOverDim, PositionsPerUser = null, LightGcn = scale.LightGcn with { Rate = 0.25 } }, changed);
    }

    [Theory]
    [InlineData("{\n  \"epoch\": 3 }", "line 2", "'epoch'")]
    [InlineData("{\n  \"epochs\": \"three\" }", "line 2", "System.Int32")]
    [InlineData("{ \"lightGcn\": null }", "line 1", "lightGcn")]
    [InlineData("{ \"pooling\": 99 }", "line 1", "pooling")]
    [InlineData("{ \"epochs\": 1,\n  \"epochs\": 2 }", "line 2", "epochs")]
    [InlineData("", "line 1", "does not contain any JSON")]
    [InlineData("{ \"epochs\":", "line 1", "Expected depth to be zero")]
    [InlineData("[]", "line 1", "Expected an object with values of the scale")]
    [InlineData("null", "line 1", "The file holds no object.")]
    public void Read_Fault_NamesFileLineAndColumn(string text, string line, string cause)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.StartsWith($"{_folder.File("changes.json")}, {line}, column ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_SaysWhatWasExpected()
    {
        Assert.Contains("does not exist; expected a JSON file", Assert.Throws<FileNotFoundException>(() => ScaleChanges.Read(_folder.File("nothing.json"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder; expected a JSON file", Assert.Throws<FileNotFoundException>(() => ScaleChanges.Read(_folder.FullPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ValuesOutOfRange_AreToldAllAtOnce()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read("""{ "epochs": 0, "languageRate": -1, "text": { "dropout": 1 }, "clipNorm": 0, "mutualWeight": 1e999, "lightGcn": { "batch": 0 } }""").Apply(new LabScale()));
        Assert.Equal($"{_folder.File("changes.json")}: Epochs is 0; expected at least 1. LanguageRate is -1; expected a number above 0. ClipNorm is 0; expected a number above 0. Text.Dropout is 1; expected a number in [0, 1). MutualWeight is Infinity; expected a number of at least 0. LightGcn.Batch is 0; expected at least 1.", fault.Message);
    }

    private ScaleChanges Read(string text)
    {
        File.WriteAllText(_folder.File("changes.json"), text);
        return ScaleChanges.Read(_folder.File("changes.json"));
    }
}
