namespace Bdlm.Bundles;

/// <summary>A file of a bundle.</summary>
/// <param name="Path">Its path within the bundle, with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its bytes, as lower-case hexadecimal digits.</param>
public sealed record BundleFile(string Path, long Bytes, string Sha256);
