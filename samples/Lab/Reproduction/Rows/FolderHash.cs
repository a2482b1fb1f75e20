using System.Security.Cryptography;
using System.Text;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>A fingerprint of a model's folder: the names and bytes of its weights, sizes and tokenizer, wherever it lies.</summary>
internal static class FolderHash
{
    private const int Digits = 16;

    private static readonly string[] Kinds = [".json", ".safetensors", ".model", ".txt", ".jinja"];

    /// <summary>The first 64 bits of a SHA-256 over the files, in hexadecimal.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">It holds nothing of a model.</exception>
    public static string Of(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(IsPart).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"{folder} holds no file of a model ({string.Join(", ", Kinds)}). Give the folder of a Hugging Face checkpoint.", folder);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            using FileStream stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    // What a pretraining noted beside the weights does not change what they compute.
    private static bool IsPart(string file) =>
        Kinds.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(file) != Backbone.Pretraining.BackboneReport.FileName;
}
