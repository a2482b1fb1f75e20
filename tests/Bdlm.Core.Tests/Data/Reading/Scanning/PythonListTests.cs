namespace Bdlm.Data.Reading.Scanning;

public sealed class PythonListTests
{
    [Theory]
    [InlineData("[]", "")]
    [InlineData("[926, 38]", "926|38")]
    [InlineData("['a, b', \"it's\"]", "a, b|it's")]
    [InlineData(@"['30\' roll', 'a\\b', 'caf\xe9', '\u20ac\n']", "30' roll|a\\b|café|€\n")]
    [InlineData("['']", "")]
    [InlineData("[1,]", "1")]
    public void TryParse_List_GivesItsValues(string text, string values)
    {
        Assert.True(PythonList.TryParse(text, out string[] found));
        Assert.Equal(values, string.Join('|', found));
        Assert.Equal(text == "[]" ? 0 : values.Split('|').Length, found.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("1, 2")]
    [InlineData("[1 2]")]
    [InlineData("['a]")]
    [InlineData(@"['\x4']")]
    [InlineData("[,1]")]
    [InlineData("[(1)]")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.False(PythonList.TryParse(text, out string[] found));
        Assert.Empty(found);
    }
}
