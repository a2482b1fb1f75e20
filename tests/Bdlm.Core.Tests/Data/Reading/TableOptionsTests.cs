namespace Bdlm.Data.Reading;

public class TableOptionsTests
{
    [Fact]
    public void Validate_ManyFaults_TellsThemAll()
    {
        var options = new DelimitedOptions { Encoding = (TextEncoding)9, Duplicates = (DuplicatePolicy)7, Delimiter = "", User = "who", Time = -1 };

        Assert.Equal(
            "DelimitedOptions has 5 fault(s): Encoding is 9; expected Utf8, Latin1 or null. Convert files of another encoding to UTF-8. " +
            "Duplicates is 7; expected KeepFirst, KeepLast or Error. " +
            "Delimiter is empty; expected at least one character such as \"\\t\", \",\" or \"::\". " +
            "User is \"who\", a name; expected a position from 0 where HasHeader is false. " +
            "Time is at position -1; expected a position from 0.",
            Assert.Throws<ArgumentException>(options.Validate).Message);
    }

    [Theory]
    [InlineData("\n", false, "Delimiter holds a line end or a quote; expected characters that cannot end a line or a quoted field.")]
    [InlineData("\"", true, "Delimiter holds a line end or a quote; expected characters that cannot end a line or a quoted field.")]
    [InlineData("–", false, "Delimiter holds a character that Latin-1 does not have; expected characters up to U+00FF.")]
    public void Validate_WrongDelimiter_SaysWhy(string delimiter, bool quotes, string fault) => Assert.EndsWith(
        fault,
        Assert.Throws<ArgumentException>(new DelimitedItemOptions { Delimiter = delimiter, Quotes = quotes, Encoding = TextEncoding.Latin1 }.Validate).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Validate_EmptySeparators_AreFaults()
    {
        Assert.Contains("CategorySeparator is empty", Assert.Throws<ArgumentException>(new DelimitedItemOptions { CategorySeparator = "" }.Validate).Message, StringComparison.Ordinal);
        Assert.Contains("SequenceSeparator is empty", Assert.Throws<ArgumentException>(new RecBoleOptions { SequenceSeparator = "" }.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InvalidOptions_AreRefusedBeforeTheFile() =>
        Assert.Throws<ArgumentException>(() => LightGcnReader.Read("nowhere", new ReadOptions { Encoding = (TextEncoding)9 }));
}
