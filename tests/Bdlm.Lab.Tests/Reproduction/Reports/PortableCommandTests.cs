namespace Bdlm.Lab.Reproduction.Reports;

public sealed class PortableCommandTests
{
    [Theory]
    [InlineData("lab reproduce table3 --dataset ml-100k --out runs/a", "lab reproduce table3 --dataset ml-100k --out runs/a")]
    [InlineData("lab reproduce table3 --dataset /data/ml-1m --out /home/me/runs/", "lab reproduce table3 --dataset ml-1m --out runs")]
    [InlineData("lab reproduce table3 --out \"/home/me/my runs\" --resume", "lab reproduce table3 --out \"my runs\" --resume")]
    public void Of_FullPaths_KeepsTheLastFolder(string command, string expected) => Assert.Equal(expected, PortableCommand.Of(command));
}
