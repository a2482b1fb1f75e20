namespace Bdlm.Data;

public class IdMapTests
{
    private static readonly IdMap Map = new(["b", "a", "7"]);

    [Fact]
    public void Dense_KnownIds_AreTheirPlaces()
    {
        Assert.Equal(3, Map.Count);
        Assert.Equal([0, 1, 2], Map.Originals.Select(Map.Dense));
        Assert.Equal("a", Map.Original(1));
        Assert.False(Map.TryDense("A", out _));
    }

    [Fact]
    public void Constructor_RepeatedId_NamesBothPlaces() => Assert.StartsWith(
        "originals holds \"x\" at 0 and at 2; expected each id once. Remove the repetition.",
        Assert.Throws<ArgumentException>(() => new IdMap(["x", "y", "x"])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Dense_UnknownId_NamesIt() => Assert.Equal(
        "\"c\" is not among the 3 known ids. Use TryDense where ids may be unknown.",
        Assert.Throws<KeyNotFoundException>(() => Map.Dense("c")).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Original_IdOutOfRange_NamesRange(int id) => Assert.StartsWith(
        $"id is {id}; expected a dense id in [0, 3). Look original ids up with Dense.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.Original(id)).Message,
        StringComparison.Ordinal);
}
