using TorchSharp.Modules;

namespace Bdlm.Optimizers;

/// <summary>Looks through an optimiser's parameters before native code sees them.</summary>
internal static class AdamParameters
{
    /// <summary>The parameters of all groups that want a gradient.</summary>
    public static IEnumerable<(AdamGroup Group, string Name, Parameter Parameter)> Flatten(IEnumerable<AdamGroup> groups)
    {
        foreach (AdamGroup group in groups)
        {
            group.Validate();
            foreach ((string name, Parameter parameter) in group.Parameters)
            {
                if (parameter.requires_grad)
                {
                    yield return (group, name, parameter);
                }
            }
        }
    }

    /// <summary>Throws unless there are parameters, each once, under different names, of a type and layout that the kernels step.</summary>
    public static void Check(IEnumerable<(string Name, Parameter Parameter)> parameters, string argument)
    {
        HashSet<string> names = [];
        Dictionary<IntPtr, string> seen = [];
        foreach ((string name, Parameter parameter) in parameters)
        {
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two parameters are named '{name}'. Put the module's name before its parameters' names.", argument);
            }

            if (!seen.TryAdd(parameter.Handle, name))
            {
                throw new ArgumentException($"'{name}' and '{seen[parameter.Handle]}' are the same parameter; it would be stepped twice. Give it once.", argument);
            }

            if (!parameter.is_floating_point() || !parameter.is_contiguous())
            {
                throw new ArgumentException($"The parameter '{name}' is {parameter.dtype}{(parameter.is_contiguous() ? string.Empty : " and not contiguous")}; expected a contiguous one of a floating type. Make it from tensor.contiguous().", argument);
            }
        }

        if (names.Count == 0)
        {
            throw new ArgumentException("There is no parameter that wants a gradient. Were the modules' parameters registered, and is any of them not frozen?", argument);
        }
    }
}
