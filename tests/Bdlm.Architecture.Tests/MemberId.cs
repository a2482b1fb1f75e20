using System.Reflection;

namespace Bdlm.Architecture;

/// <summary>The documentation ids of methods, by which eng/BannedSymbols.txt names them.</summary>
internal static class MemberId
{
    public static string Of(MethodBase method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        string name = $"M:{NameOf(method.DeclaringType!)}.{method.Name.Replace('.', '#')}";
        string id = parameters.Length == 0 ? name : $"{name}({string.Join(',', parameters.Select(parameter => NameOf(parameter.ParameterType)))})";
        return method.Name == "op_Implicit" ? $"{id}~{NameOf(((MethodInfo)method).ReturnType)}" : id;
    }

    private static string NameOf(Type type)
    {
        if (type.HasElementType)
        {
            string element = NameOf(type.GetElementType()!);
            return type.IsArray ? $"{element}[]" : type.IsByRef ? $"{element}@" : $"{element}*";
        }

        if (type.IsGenericType && !type.IsGenericTypeDefinition)
        {
            string name = type.GetGenericTypeDefinition().FullName!;
            return $"{name[..name.IndexOf('`')].Replace('+', '.')}{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}";
        }

        return (type.FullName ?? type.Name).Replace('+', '.');
    }
}
