using System.CommandLine;
using Bdlm.Backend;
using Bdlm.Lab.Commands;
using Spectre.Console;

var root = new RootCommand("The Bdlm workbench: trains and judges language models and recommenders together.")
{
    QuickstartCommand.Create(),
    GenerateCommand.Create(),
};

try
{
    TorchBackend.EnsureAvailable();
    return await root.Parse(args.Length == 0 ? ["quickstart"] : args).InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // Time to finish a step and write a checkpoint after Ctrl-C.
        ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
    });
}
catch (Exception fault) when (fault is ArgumentException or IOException or FormatException or InvalidDataException or InvalidOperationException or TorchBackendException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{fault.Message}[/]");
    return 1;
}
