using Microsoft.Extensions.Options;
using static TorchSharp.torch;

namespace Bdlm.Hosting;

/// <summary>Reports every fault of the options at once, when the host starts.</summary>
internal sealed class BdlmServingOptionsValidator : IValidateOptions<BdlmServingOptions>
{
    public ValidateOptionsResult Validate(string? name, BdlmServingOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(BdlmServingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.BundleFolder))
        {
            yield return "BundleFolder is empty; expected the folder of a bundle.";
        }

        if (!TryDevice(options.Device, out _))
        {
            yield return $"Device is \"{options.Device}\"; expected cpu, cuda or cuda:N.";
        }

        (string Name, int? Value)[] counts =
        [
            (nameof(options.Shortlist), options.Shortlist), (nameof(options.Parallelism), options.Parallelism), (nameof(options.MaxCount), options.MaxCount),
            (nameof(options.MaxItems), options.MaxItems), (nameof(options.MaxRequests), options.MaxRequests),
        ];
        foreach ((string count, int? value) in counts.Where(count => count.Value < 1))
        {
            yield return FormattableString.Invariant($"{count} is {value}; expected at least 1.");
        }
    }

    /// <summary>Reads the name of a device.</summary>
    public static bool TryDevice(string name, out Device device)
    {
        device = CPU;
        if (name is "cpu")
        {
            return true;
        }

        int index = 0;
        if (name is not "cuda" && !(name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan("cuda:".Length), out index) && index >= 0))
        {
            return false;
        }

        device = new Device(TorchSharp.DeviceType.CUDA, index);
        return true;
    }
}
