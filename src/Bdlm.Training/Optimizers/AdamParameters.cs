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
    public static void Check(IReadOnlyList<(string Name, Parameter Parameter)> parameters, string argument)
    {
        if (parameters.Count == 0)
        {
            throw new ArgumentException("There is no parameter that wants a gradient. Were the modules' parameters registered, and is any of them not frozen?", argument);
        }

        HashSet<string> names = [];
        foreach ((string name, Parameter parameter) in parameters)
        {
            CheckOne(name, parameter, argument);
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two parameters are named '{name}'. Put the module's name before its parameters' names.", argument);
            }
        }

        if (FusedAdamScript.Repeated([.. parameters.Select(entry => entry.Parameter)]) is >= 0 and var repeated)
        {
            throw new ArgumentException($"The parameter '{parameters[repeated].Name}' is also given under an earlier name; it would be stepped twice. Give it once.", argument);
        }
    }

    private static void CheckOne(string name, Parameter parameter, string argument)
    {
        if (!parameter.is_floating_point() || !parameter.is_contiguous())
        {
            string layout = parameter.is_contiguous() ? string.Empty : " and not contiguous";
            throw new ArgumentException($"The parameter '{name}' is {parameter.dtype}{layout}; expected a contiguous one of a floating type. Make it from tensor.contiguous().", argument);
        }
    }
}
