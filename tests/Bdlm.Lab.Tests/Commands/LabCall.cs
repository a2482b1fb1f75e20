using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Bdlm.Lab.Commands;

/// <summary>A command called within the test's process; what it throws reaches the test.</summary>
internal static class LabCall
{
    public static async Task<LabOutput> Run(string command, params string[] arguments)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        AnsiConsole.Profile.Width = 200;
        try
        {
            int code = await Command(command).Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return new LabOutput(code, text.ToString(), "");
        }
        finally
        {
            AnsiConsole.Console = console;
        }
    }

    public static async Task<string> Fault(string command, params string[] arguments) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => Run(command, arguments))).Message;

    public static string[] Errors(string command, params string[] arguments) => [.. Command(command).Parse(arguments).Errors.Select(error => error.Message)];

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static Command Command(string name) => name switch
    {
        "train" => TrainCommand.Create(),
        "evaluate" => EvaluateCommand.Create(),
        "tune" => TuneCommand.Create(),
        "plan" => PlanCommand.Create(),
        "reproduce" => ReproduceCommand.Create(),
        _ => throw new ArgumentException(name),
    };
}
