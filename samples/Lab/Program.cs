using System.CommandLine;
using System.CommandLine.Invocation;
using Bdlm.Backend;
using Bdlm.Checkpoints;
using Bdlm.Lab.Commands;
using Bdlm.Serialization;

var root = new RootCommand("The Bdlm workbench: trains and judges language models and recommenders together.")
{
    QuickstartCommand.Create(),
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    TuneCommand.Create(),
    TuneRowsCommand.Create(),
    LikesCommand.Create(),
    GenerateCommand.Create(),
    SftCommand.Create(),
    PlanCommand.Create(),
    ReproduceCommand.Create(),
};

// Without a command, and with options alone, the quickstart runs.
bool isQuickstart = args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version"));

try
{
    TorchBackend.EnsureAvailable();
    ParseResult parsed = root.Parse(isQuickstart ? ["quickstart", .. args] : args);
    if (parsed.Action is ParseErrorAction fault)
    {
        // The help of a command is longer than a screen and would hide the one line that matters.
        fault.ShowHelp = false;
    }

    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // Time to finish a step and write a checkpoint after Ctrl-C.
        ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
    });
}
catch (OperationCanceledException)
{
    return 130;
}
catch (Exception fault) when (fault is ArgumentException or ArithmeticException or IOException or UnauthorizedAccessException or FormatException
    or InvalidDataException or InvalidOperationException or CheckpointException or StateMismatchException or SafeTensorsException or TorchBackendException or DeviceMemoryException or NotSupportedException or Bdlm.Llama.Checkpoints.CheckpointException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
