using Bdlm.Baselines;
using Bdlm.Data;

namespace Bdlm.Models.Tests.Baselines;

public sealed class PopularityTests
{
    private static readonly TrainView Train = new(3, 3, [0, 1, 2, 0], [1, 1, 1, 2], [0, 0, 0, 1]);

    [Fact]
    public void Score_OfAnyUser_IsTheItemsCount()
    {
        var scores = new float[3];
        new Popularity(Train).Score(2, [], [2, 1, 0], scores);
        Assert.Equal([1f, 3f, 0f], scores);
    }

    [Fact]
    public void Score_OfUnknownItem_Throws()
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => new Popularity(Train).Score(0, [], [3], new float[1]));
        Assert.Contains("candidates holds 3; expected items in [0, 3).", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_WithTooLittleRoom_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Popularity(Train).Score(0, [], [1, 2], new float[1]));
        Assert.Contains("there are 2 candidates and room for 1 scores", fault.Message, StringComparison.Ordinal);
    }
}
