namespace Bdlm.Data;

public class DataSplitTests
{
    private static readonly TrainView Train = new(2, 6, [0, 0, 1], [0, 1, 2], [10, 30, 5]);

    [Fact]
    public void HistoryOfTest_WithValidation_AddsItByTime()
    {
        var test = new HeldOutInteraction(0, 5, 60);
        var split = new DataSplit(Train, [new HeldOutInteraction(0, 4, 50), new HeldOutInteraction(0, 3, 40)], [test]);

        Assert.Equal([0, 1, 3, 4], split.HistoryOfTest(test));
        Assert.Equal([0, 1], split.HistoryOfValidation(split.Validation[0]));
        Assert.Equal([2], split.HistoryOfTest(new HeldOutInteraction(1, 5, 60)));
    }

    [Fact]
    public void Histories_TrainCanBeLater_LeaveOutTheFuture()
    {
        var validation = new HeldOutInteraction(0, 3, 20);
        var test = new HeldOutInteraction(0, 5, 25);
        var split = new DataSplit(Train, [validation, new HeldOutInteraction(0, 4, 26)], [test]) { TrainCanBeLater = true };

        Assert.Equal([0], split.HistoryOfValidation(validation));
        Assert.Equal([0, 3], split.HistoryOfTest(test));
        Assert.Equal([0, 3, 4, 1], split.HistoryOfTest(test with { Time = 30 }));
    }

    [Fact]
    public void Constructor_UnknownTarget_NamesIt() => Assert.StartsWith(
        "test holds user 2 with item 0; expected users in [0, 2) and items in [0, 6), as in train. Take all parts from one log.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataSplit(Train, [], [new HeldOutInteraction(2, 0, 0)])).Message,
        StringComparison.Ordinal);
}
