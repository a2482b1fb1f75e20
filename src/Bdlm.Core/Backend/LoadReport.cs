using System.Runtime.InteropServices;
using TorchSharp;

namespace Bdlm.Backend;

/// <summary>What came of loading one native library.</summary>
/// <param name="Name">The library's name as the program asks for it, such as "torch_cpu".</param>
/// <param name="FileName">Its file on this system, such as "libtorch_cpu.so".</param>
/// <param name="FoundAt">Where that file is on the application's search path; null where it is not.</param>
/// <param name="Fault">What the loader threw; null where the library is loaded.</param>
internal sealed record LoadReport(string Name, string FileName, string? FoundAt, Exception? Fault)
{
    /// <summary>Whether the library is loaded.</summary>
    public bool IsLoaded => Fault is null;

    /// <summary>Loads a library as TorchSharp would.</summary>
    public static LoadReport Load(string name)
    {
        string fileName = FileNameOf(name);
        try
        {
            NativeLibrary.Load(name, typeof(torch).Assembly, searchPath: null);
            return new LoadReport(name, fileName, Find(fileName), Fault: null);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            return new LoadReport(name, fileName, Find(fileName), fault);
        }
    }

    private static string FileNameOf(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return name + ".dll";
        }

        return OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
    }

    // The host hands the folders over in which the application's packages keep their native files.
    private static string? Find(string fileName)
    {
        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, fileName))
            .FirstOrDefault(File.Exists);
    }
}
