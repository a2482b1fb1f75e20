using System.Buffers.Binary;
using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>Damages a valid file in thousands of ways: each must read as something valid or be refused in the documented way.</summary>
public sealed class SafeTensorsMutationTests : IDisposable
{
    private const int MutationCount = 4000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_RandomlyDamagedFiles_AreRefusedOrValid()
    {
        byte[] whole = Original();
        var random = new Random(20260801);
        string path = _folder.File("damaged");
        int refused = 0;
        for (int round = 0; round < MutationCount; round++)
        {
            File.WriteAllBytes(path, Damage(whole, random));
            refused += IsRefused(path) ? 1 : 0;
        }

        // Most damage hits the header; damage to the numbers alone leaves a valid file.
        Assert.InRange(refused, MutationCount / 2, MutationCount);
    }

    private static bool IsRefused(string path)
    {
        using var scope = NewDisposeScope();
        try
        {
            using SafeTensorsFile file = SafeTensorsReader.Read(path);
            Dictionary<string, Tensor> tensors = file.LoadAll();
            Assert.All(file.Entries, entry => Assert.Equal(entry.Shape, tensors[entry.Name].shape));
            return false;
        }
        catch (SafeTensorsException)
        {
            return true;
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        byte[] copy = [.. whole];
        int headerEnd = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(copy);
        switch (random.Next(6))
        {
            case 0:
                return copy[..random.Next(copy.Length)];
            case 1:
                return [.. copy, .. new byte[random.Next(1, 20)]];
            case 2:
                BinaryPrimitives.WriteUInt64LittleEndian(copy, (ulong)random.NextInt64());
                return copy;
            case 3:
                int begin = random.Next(headerEnd);
                return [.. copy[..begin], .. copy[Math.Min(headerEnd, begin + random.Next(1, 9))..]];
            case 4:
                // A digit of a shape or an offset becomes another, the likeliest way to a wrong allocation.
                int[] digits = [.. Enumerable.Range(8, headerEnd - 8).Where(index => char.IsAsciiDigit((char)copy[index]))];
                copy[digits[random.Next(digits.Length)]] = (byte)random.Next('0', '9' + 1);
                return copy;
            default:
                for (int count = random.Next(1, 6); count > 0; count--)
                {
                    copy[random.Next(copy.Length)] = (byte)random.Next(256);
                }

                return copy;
        }
    }

    private byte[] Original()
    {
        using var scope = NewDisposeScope();
        string path = _folder.File("whole");
        var tensors = new Dictionary<string, Tensor>
        {
            ["users"] = ones(3, 4),
            ["items"] = ones(2, 4, dtype: ScalarType.BFloat16),
            ["mask"] = ones(5, dtype: ScalarType.Bool),
            ["step"] = tensor(12L),
            ["none"] = zeros(0, 4),
        };
        SafeTensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["made"] = "here" });
        return File.ReadAllBytes(path);
    }
}
