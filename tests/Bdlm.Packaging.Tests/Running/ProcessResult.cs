namespace Bdlm.Packaging.Running;

/// <summary>How a child process ended.</summary>
internal sealed record ProcessResult(string Command, int ExitCode, string Output, string Errors)
{
    /// <summary>The standard output with unified line ends and no empty end.</summary>
    public string Text => Output.ReplaceLineEndings("\n").TrimEnd();

    /// <summary>Fails the test, with everything that the process wrote, unless it ended well.</summary>
    public ProcessResult EnsureSuccess()
    {
        Assert.True(ExitCode == 0, $"`{Command}` ended with {ExitCode}:\n{Output}\n{Errors}");
        return this;
    }
}
