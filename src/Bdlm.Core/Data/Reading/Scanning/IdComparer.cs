using System.Text;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Lets a dictionary of strings be asked with ASCII bytes, so that a known id costs no string.</summary>
internal sealed class IdComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    public bool Equals(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.ASCII.GetString(alternate);

    public int GetHashCode(string text)
    {
        uint hash = Basis;
        foreach (char letter in text)
        {
            hash = (hash ^ letter) * Prime;
        }

        return (int)hash;
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        uint hash = Basis;
        foreach (byte letter in alternate)
        {
            hash = (hash ^ letter) * Prime;
        }

        return (int)hash;
    }
}
