using FsCheck.Xunit;

namespace Bdlm.Data.Reading.Scanning;

public class WholeGzipStreamTests
{
    [Property(MaxTest = 60)]
    public void Read_WholeBytes_ComeBack(int seed)
    {
        byte[] bytes = Draw(seed);

        Assert.Equal(bytes, ReadAll(TempFolder.Pack(bytes), 1 + (seed & 0x3FF)));
        Assert.Equal([.. bytes, .. bytes], ReadAll([.. TempFolder.Pack(bytes), .. TempFolder.Pack(bytes)], 4096));
    }

    [Fact]
    public void Read_AnyCut_IsRefused()
    {
        byte[] packed = TempFolder.Pack("1::1193::5::978300760\n1::661::3::978302109\n"u8.ToArray());

        for (int length = 1; length < packed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ReadAll(packed[..length], 4096));
        }
    }

    private static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        byte[] bytes = new byte[random.Next(200_000)];
        random.NextBytes(bytes.AsSpan(0, bytes.Length / 2));
        return bytes;
    }

    private static byte[] ReadAll(byte[] packed, int bufferSize)
    {
        using var stream = new WholeGzipStream(new MemoryStream(packed));
        using var unpacked = new MemoryStream();
        stream.CopyTo(unpacked, bufferSize);
        return unpacked.ToArray();
    }
}
