using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>The one implementation of saving and loading a list of named tensors, behind every <see cref="IStateful"/>.</summary>
internal static class TensorState
{
    /// <summary>Adds views without gradient of <paramref name="own"/> to <paramref name="state"/>.</summary>
    public static void Save(IEnumerable<(string Name, Tensor Tensor)> own, IDictionary<string, Tensor> state, string prefix)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        foreach ((string name, Tensor tensor) in own)
        {
            if (state.ContainsKey(prefix + name))
            {
                throw new ArgumentException($"state already holds '{prefix + name}'. Give each part a prefix of its own.", nameof(state));
            }

            state.Add(prefix + name, tensor.detach());
        }
    }

    /// <summary>Copies values into <paramref name="own"/>, after every name, shape and type has been found to fit.</summary>
    public static void Load(IReadOnlyCollection<(string Name, Tensor Tensor)> own, IReadOnlyDictionary<string, Tensor> state, string prefix)
    {
        Check(own, state, prefix);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach ((string name, Tensor tensor) in own)
        {
            tensor.copy_(state[prefix + name]);
        }
    }

    /// <summary>Throws unless <paramref name="state"/> holds exactly the tensors <paramref name="own"/> under the prefix.</summary>
    /// <exception cref="StateMismatchException">Something does not fit.</exception>
    public static void Check(IReadOnlyCollection<(string Name, Tensor Tensor)> own, IReadOnlyDictionary<string, Tensor> state, string prefix)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        List<string> missing = [];
        List<string> misshapen = [];
        HashSet<string> known = [];
        foreach ((string name, Tensor tensor) in own)
        {
            string full = prefix + name;
            known.Add(full);
            if (!state.TryGetValue(full, out Tensor? given))
            {
                missing.Add(full);
            }
            else if (given.dtype != tensor.dtype || !given.shape.AsSpan().SequenceEqual(tensor.shape))
            {
                misshapen.Add($"{full} is {Show(given)}, expected {Show(tensor)}");
            }
        }

        string[] unexpected = [.. state.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !known.Contains(name))];
        if (missing.Count + misshapen.Count + unexpected.Length > 0)
        {
            throw new StateMismatchException(missing, unexpected, misshapen);
        }
    }

    private static string Show(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}] {tensor.dtype}";
}
