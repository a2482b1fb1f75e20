namespace Bdlm.Lab.Reproduction.Results;

public sealed class ResultJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Series_IsReadBackToTheSameBitsOnOneLine()
    {
        var series = new DiagnosticSeries("rows/L users", "root mean square by epoch", [1, 2, 3], [0.1, 1.0 / 3, double.NaN]);
        ResultJson.Write(_folder.File("a/series.json"), series);
        DiagnosticSeries read = ResultJson.Read<DiagnosticSeries>(_folder.File("a/series.json"));
        Assert.Equal(series.Y, read.Y);
        Assert.Contains("\"x\": [1,2,3]", File.ReadAllText(_folder.File("a/series.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"stage\": \"a\", \"seconds\": \"x\" }", "line 1, $.seconds")]
    [InlineData("{ \"stage\": \"a\",\n \"seconds\": 1, \"other\": 2 }", "line 2, $.other")]
    [InlineData("null", "The file holds null.")]
    public void Read_Damaged_NamesThePlace(string text, string expected)
    {
        File.WriteAllText(_folder.File("stage.json"), text);
        var fault = Assert.Throws<InvalidDataException>(() => ResultJson.Read<StageSeconds>(_folder.File("stage.json")));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete the file to have it made anew.", fault.Message, StringComparison.Ordinal);
    }
}
