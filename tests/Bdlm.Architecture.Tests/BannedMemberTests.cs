using System.Reflection;

namespace Bdlm.Architecture;

/// <summary>
/// The compiler reports what eng/BannedSymbols.txt bans, except in compound assignments: it says nothing of <c>loss *= 0.5</c>. What a
/// package calls stands in its metadata, whatever its source looks like.
/// </summary>
public sealed class BannedMemberTests
{
    private static readonly HashSet<string> Banned = [.. File.ReadLines(Repository.At("eng/BannedSymbols.txt")).Select(line => line.Split(';')[0])];

    public static TheoryData<string> Packages => Repository.PackageData();

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_CallsOfTorchSharp_AreNotBanned(string package)
    {
        string[] called = [.. MembersOutside(Assembly.Load(package).ManifestModule).Where(InTorchSharp).Select(MemberId.Of).Distinct()];

        Assert.Contains("M:TorchSharp.torch.NewDisposeScope", called);
        Assert.DoesNotContain(called, Banned.Contains);
    }

    [Fact]
    public void Id_OperatorsAndMethodsOfEachShape_IsAsInTheList()
    {
        Type tensor = typeof(TorchSharp.torch.Tensor);
        string[] ids =
        [
            MemberId.Of(tensor.GetMethod("op_Multiply", [tensor, typeof(double)])!),
            MemberId.Of(tensor.GetMethod("square", [])!),
            MemberId.Of(typeof(TorchSharp.torch).GetMethod("arange", [typeof(TorchSharp.Scalar), typeof(TorchSharp.torch.ScalarType?), typeof(TorchSharp.torch.Device), typeof(bool)])!),
            MemberId.Of(typeof(TorchSharp.torch.linalg).GetMethod("vector_norm", [tensor, typeof(double), typeof(long[]), typeof(bool)])!),
        ];

        Assert.All(ids, id => Assert.Contains(id, Banned));
    }

    // The table of references to members of other assemblies, 0x0A in their tokens, has rows from 1 on.
    private static IEnumerable<MethodBase> MembersOutside(Module module)
    {
        const int ReferenceTable = 0x0A000000;
        for (int row = 1; ; row++)
        {
            MemberInfo? member;
            try
            {
                member = module.ResolveMember(ReferenceTable | row);
            }
            catch (ArgumentOutOfRangeException)
            {
                yield break;
            }
            catch (ArgumentException)
            {
                // A member of a type that is generic in its caller's own parameters; TorchSharp's operators and functions are not.
                continue;
            }

            if (member is MethodBase method)
            {
                yield return method;
            }
        }
    }

    private static bool InTorchSharp(MethodBase method) => method.DeclaringType?.Namespace?.StartsWith("TorchSharp", StringComparison.Ordinal) == true;
}
