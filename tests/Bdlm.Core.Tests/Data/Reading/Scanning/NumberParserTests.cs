using System.Globalization;
using System.Text;
using FsCheck.Xunit;

namespace Bdlm.Data.Reading.Scanning;

public class NumberParserTests
{
    [Property(MaxTest = 300)]
    public void TryTime_AnyLong_ComesBack(long value)
    {
        Assert.True(NumberParser.TryTime(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), out long parsed));
        Assert.Equal(value, parsed);
    }

    [Theory]
    [InlineData("1.9", 1)]
    [InlineData("-0.5", -1)]
    [InlineData("1.5e3", 1500)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    public void TryTime_OtherNumbers_AreRoundedDown(string text, long expected)
    {
        Assert.True(NumberParser.TryTime(Encoding.ASCII.GetBytes(text), out long parsed));
        Assert.Equal(expected, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("Infinity")]
    [InlineData("1e19")]
    public void Try_NotANumber_IsFalse(string text) => Assert.False(NumberParser.TryTime(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("5", 5f)]
    [InlineData("0.5", 0.5f)]
    [InlineData("-10", -10f)]
    public void TryRating_Number_ComesBack(string text, float expected)
    {
        Assert.True(NumberParser.TryRating(Encoding.ASCII.GetBytes(text), out float parsed));
        Assert.Equal(expected, parsed);
        Assert.False(NumberParser.TryRating(Encoding.ASCII.GetBytes(text + "x"), out _));
    }
}
