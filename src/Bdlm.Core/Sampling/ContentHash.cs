using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bdlm.Sampling;

/// <summary>Collects integers and gives the first 16 hexadecimal digits (64 bits) of their SHA-256; the same on every machine.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Starts with the kind of content, so that sets of different kinds never share a hash.</summary>
    public ContentHash(string kind) => _hash.AppendData(Encoding.UTF8.GetBytes(kind));

    /// <summary>Adds integers, in order.</summary>
    public void Add(params ReadOnlySpan<int> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            _hash.AppendData(bytes);
        }
    }

    /// <summary>The digits of all that was added. Call it once, at the end.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset())[..16];

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
