namespace Bdlm.Architecture;

/// <summary>Reports every place that breaks a rule, one a line.</summary>
internal static class Faults
{
    public static void AssertNone(IEnumerable<string?> faults)
    {
        string text = string.Join('\n', faults);
        Assert.True(text.Length == 0, text);
    }
}
