using System.Reflection;

namespace Bdlm.Architecture;

public sealed class PublicTypeTests
{
    [Theory]
    [MemberData(nameof(Repository.PackageData), MemberType = typeof(Repository))]
    public void Type_Public_IsClosedOrMadeToBeExtended(string package) => Faults.AssertNone(
        PublicTypes(package).Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !IsRecord(type)).Select(type => type.FullName));

    [Theory]
    [MemberData(nameof(Repository.PackageData), MemberType = typeof(Repository))]
    public void Type_Public_ShowsNoFields(string package) => Faults.AssertNone(
        from type in PublicTypes(package)
        where !type.IsEnum
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !field.IsLiteral && !(field.IsStatic && field.IsInitOnly)
        select $"{type.FullName}.{field.Name}");

    // What a thread holds for native code to read is no state that results depend on.
    [Theory]
    [MemberData(nameof(Repository.PackageData), MemberType = typeof(Repository))]
    public void Type_Static_KeepsNoState(string package) => Faults.AssertNone(
        from type in Assembly.Load(package).GetTypes()
        where type.Namespace?.StartsWith("Bdlm", StringComparison.Ordinal) == true
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !field.IsLiteral && !field.IsInitOnly && !field.Name.Contains('<', StringComparison.Ordinal)
        where field.GetCustomAttribute<ThreadStaticAttribute>() is null
        select $"{type.FullName}.{field.Name}");

    private static IEnumerable<Type> PublicTypes(string package) => Assembly.Load(package).GetExportedTypes();

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
