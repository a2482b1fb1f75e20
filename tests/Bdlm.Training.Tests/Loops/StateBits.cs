using System.Security.Cryptography;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Loops;

/// <summary>States compared bit by bit: the hash of every tensor's bytes by its name.</summary>
internal static class StateBits
{
    public static SortedDictionary<string, string> Of(params IReadOnlyList<IStateful> states)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        for (int index = 0; index < states.Count; index++)
        {
            states[index].SaveTo(tensors, $"{index}.");
        }

        return new(tensors.ToDictionary(entry => entry.Key, entry => Hash(entry.Value)), StringComparer.Ordinal);
    }

    private static string Hash(Tensor tensor) => Convert.ToHexString(SHA256.HashData(tensor.contiguous().bytes));
}
