using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>The format's names of element types, for those that TorchSharp has.</summary>
internal static class SafeTensorsTypes
{
    private static readonly (ScalarType Type, string Name, int Size)[] Known =
    [
        (ScalarType.Bool, "BOOL", 1),
        (ScalarType.Byte, "U8", 1),
        (ScalarType.Int8, "I8", 1),
        (ScalarType.Int16, "I16", 2),
        (ScalarType.Int32, "I32", 4),
        (ScalarType.Int64, "I64", 8),
        (ScalarType.Float16, "F16", 2),
        (ScalarType.BFloat16, "BF16", 2),
        (ScalarType.Float32, "F32", 4),
        (ScalarType.Float64, "F64", 8),
        (ScalarType.ComplexFloat32, "C64", 8),
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names { get; } = string.Join(", ", Known.Select(known => known.Name));

    /// <summary>Finds a type by the format's name.</summary>
    public static bool TryGet(string name, out ScalarType type, out int size)
    {
        foreach (var known in Known)
        {
            if (known.Name == name)
            {
                (type, size) = (known.Type, known.Size);
                return true;
            }
        }

        (type, size) = (default, 0);
        return false;
    }

    /// <summary>Finds the format's name of a type.</summary>
    public static bool TryGet(ScalarType type, out string name, out int size)
    {
        foreach (var known in Known)
        {
            if (known.Type == type)
            {
                (name, size) = (known.Name, known.Size);
                return true;
            }
        }

        (name, size) = (string.Empty, 0);
        return false;
    }
}
