using System.Text;
using FsCheck.Xunit;

namespace Bdlm.Data.Reading.Scanning;

public class FieldSplitterTests
{
    [Property(MaxTest = 300)]
    public void TrySplit_AnyLine_CutsAsStringSplit(int seed)
    {
        var random = new Random(seed);
        string line = new(random.GetItems("ab:,\"".ToCharArray(), random.Next(60)));
        string delimiter = random.GetItems([":", "::", "a:b", ",", "aa"], 1)[0];

        Assert.Equal(line.Split(delimiter), Split(line, delimiter, quotes: false));
    }

    [Property(MaxTest = 300)]
    public void TrySplit_QuotedFields_ComeBack(int seed)
    {
        var random = new Random(seed);
        string[] fields = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => new string(random.GetItems("ab:\"".ToCharArray(), random.Next(8))))];
        string line = string.Join("::", fields.Select(field => Quote(field, random)));

        Assert.Equal(fields, Split(line, "::", quotes: true));
    }

    [Fact]
    public void Place_QuotedField_IsItsQuote()
    {
        var splitter = new FieldSplitter([(byte)','], quotes: true);

        Assert.True(splitter.TrySplit("\"a\"\"b\",\"c\""u8, out _));
        Assert.Equal((0, 7), (splitter.Place(0), splitter.Place(1)));
    }

    private static string Quote(string field, Random random) => field.AsSpan().ContainsAny(':', '"') || random.Next(2) == 0
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field;

    private static string[] Split(string line, string delimiter, bool quotes)
    {
        var splitter = new FieldSplitter(Encoding.UTF8.GetBytes(delimiter), quotes);
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        Assert.True(splitter.TrySplit(bytes, out _));
        return [.. Enumerable.Range(0, splitter.Count).Select(field => Encoding.UTF8.GetString(splitter.Field(bytes, field)))];
    }
}
