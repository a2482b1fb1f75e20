using System.CommandLine;

namespace Bdlm.Lab.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quickstart_MissingDataFolder_SaysWhatIsExpected()
    {
        string missing = _folder.File("nowhere");
        Assert.Equal([$"--data names {missing}, which does not exist; expected a folder with u.data and u.item, or ratings.dat and movies.dat."], Errors("--data", missing));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public void Quickstart_EpochsBelowOne_SaysWhatIsExpected(string epochs) =>
        Assert.Equal(["--epochs is below 1; expected at least 1."], Errors("--epochs", epochs));

    [Theory]
    [InlineData("--epochs", "many")]
    [InlineData("--seed", "1.5")]
    [InlineData("--unknown", "1")]
    public void Quickstart_WrongOption_IsRefused(string option, string value) => Assert.Contains(Errors(option, value), error => error.Contains(option) || error.Contains(value));

    [Fact]
    public void Quickstart_NoOption_IsAccepted() => Assert.Empty(Errors());

    [Fact]
    public void Generate_WithoutModel_IsRefused() =>
        Assert.Contains(GenerateCommand.Create().Parse("--tokenizer x.model").Errors, error => error.Message.Contains("--model"));

    [Fact]
    public async Task Lab_EpochsOfZero_FailsWithTheMessage()
    {
        LabOutput output = await LabProcess.Run("quickstart", "--epochs", "0", "--out", _folder.FullPath);
        Assert.Equal(1, output.ExitCode);
        Assert.Contains("--epochs is below 1; expected at least 1.", output.Errors + output.Text);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public async Task Lab_FolderWithoutData_FailsWithOneLineThatNamesIt()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        LabOutput output = await LabProcess.Run("quickstart", "--data", _folder.File("empty"), "--out", _folder.File("out"));
        Assert.Equal(1, output.ExitCode);
        Assert.Contains(_folder.File("empty"), output.Errors);
        Assert.DoesNotContain("   at ", output.Text + output.Errors);
    }

    private static string[] Errors(params string[] arguments) => [.. QuickstartCommand.Create().Parse(arguments).Errors.Select(error => error.Message)];
}
