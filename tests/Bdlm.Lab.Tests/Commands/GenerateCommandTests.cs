using Bdlm.Testing;

namespace Bdlm.Lab.Commands;

public sealed class GenerateCommandTests
{
    [Fact]
    public async Task Lab_Generate200Tokens_PrintsTheReferenceText()
    {
        string folder = RealData.Require("llama");
        LabOutput output = await LabProcess.Run(
            "generate", "--model", Path.Combine(folder, "stories260K.bin"), "--tokenizer", Path.Combine(folder, "tok512.model"), "--tokens", "200");
        Assert.Equal(0, output.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder, "stories260K_greedy_200.txt")), output.Text);
        Assert.StartsWith("200 tokens in ", output.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_GenerateWithPrompt_ContinuesIt()
    {
        string folder = RealData.Require("llama");
        LabOutput output = await LabProcess.Run(
            "generate", "--model", Path.Combine(folder, "stories260K.bin"), "--tokenizer", Path.Combine(folder, "tok512.model"), "--tokens", "20", "--prompt", "Once upon a time");
        Assert.StartsWith("Once upon a time", output.Text, StringComparison.Ordinal);
        string reference = await File.ReadAllTextAsync(Path.Combine(folder, "stories260K_greedy_200.txt"));
        Assert.StartsWith(output.Text.TrimEnd(), reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_GenerateFromMissingModel_FailsWithAMessage()
    {
        LabOutput output = await LabProcess.Run("generate", "--model", "/nowhere/model.bin", "--tokenizer", "/nowhere/tok.model");
        Assert.Equal(1, output.ExitCode);
        Assert.Contains("/nowhere/model.bin", output.Errors);
        Assert.DoesNotContain("   at ", output.Text + output.Errors);
    }
}
