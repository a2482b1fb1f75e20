using System.Security.Cryptography;
using System.Text;

namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>Readable names with a hash of what decides a result: equal names mean equal results.</summary>
internal static class CellId
{
    private const int Digits = 12;

    /// <summary>A name such as <c>lightgcn-0a1b2c3d4e5f</c>. The order of the settings does not matter.</summary>
    /// <param name="slug">The readable part.</param>
    /// <param name="settings">What decides the result.</param>
    /// <param name="more">More of it.</param>
    public static string Of(string slug, IReadOnlyDictionary<string, string> settings, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var all = new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal);
        foreach ((string name, string value) in more)
        {
            all.Add(name, value);
        }

        string text = string.Concat(all.Select(setting => $"{setting.Key}\t{setting.Value}\n"));
        return $"{slug}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits]}";
    }

    /// <summary>A name of lower-case letters, digits and hyphens.</summary>
    public static string Slug(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
}
