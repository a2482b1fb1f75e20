namespace Bdlm.Data.Reading;

public class PresplitDataSetTests
{
    [Fact]
    public void Constructor_NegativesOfOtherNumber_NamesNumbers()
    {
        InteractionLog log = SmallLogs.OfPairs((0, 0), (0, 1), (0, 2));

        Assert.StartsWith(
            "testNegatives has 0 lists; expected 1, one for each target. Give an empty list where there are none.",
            Assert.Throws<ArgumentException>(() => new PresplitDataSet(log, LeaveOneOutSplit.Apply(log), [[]], [], CatalogSource.Empty, new ReadReport())).Message,
            StringComparison.Ordinal);
    }
}
