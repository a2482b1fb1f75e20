using System.Buffers.Binary;
using System.Text;

namespace Bdlm.Packaging.Native;

/// <summary>The smallest ELF file that asks the loader for versions of libstdc++: header, .gnu.version_r, strings, section headers.</summary>
internal static class MinimalElf
{
    private const int HeaderSize = 64;
    private const int SectionSize = 64;
    private const int NeedSize = 16;
    private const int VersionSize = 16;

    /// <summary>Makes the file.</summary>
    /// <param name="versions">The versions it needs, such as "GLIBCXX_3.4.32".</param>
    public static byte[] Create(params string[] versions)
    {
        byte[] strings = Encoding.ASCII.GetBytes("\0" + string.Join('\0', versions) + "\0");
        int stringsAt = HeaderSize + NeedSize + (versions.Length * VersionSize);
        int sectionsAt = stringsAt + strings.Length;
        var image = new byte[sectionsAt + (3 * SectionSize)];
        WriteHeader(image, sectionsAt);
        WriteNeeds(image.AsSpan(HeaderSize), versions);
        strings.CopyTo(image, stringsAt);
        WriteSection(image.AsSpan(sectionsAt + SectionSize), 0x6ffffffe, HeaderSize, link: 2);
        WriteSection(image.AsSpan(sectionsAt + (2 * SectionSize)), 3, stringsAt, link: 0);
        return image;
    }

    /// <summary>Where the flags of the version with the given index stand in the file.</summary>
    public static int FlagsOf(int version) => HeaderSize + NeedSize + (version * VersionSize) + 4;

    private static void WriteHeader(Span<byte> image, int sectionsAt)
    {
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        magic.CopyTo(image);
        BinaryPrimitives.WriteInt64LittleEndian(image[0x28..], sectionsAt);
        BinaryPrimitives.WriteUInt16LittleEndian(image[0x3a..], SectionSize);
        BinaryPrimitives.WriteUInt16LittleEndian(image[0x3c..], 3);
    }

    private static void WriteNeeds(Span<byte> need, string[] versions)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(need, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(need[2..], (ushort)versions.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(need[8..], NeedSize);
        int name = 1;
        for (int index = 0; index < versions.Length; index++)
        {
            Span<byte> version = need[(NeedSize + (index * VersionSize))..];
            BinaryPrimitives.WriteUInt32LittleEndian(version[8..], (uint)name);
            BinaryPrimitives.WriteUInt32LittleEndian(version[12..], index + 1 < versions.Length ? (uint)VersionSize : 0);
            name += versions[index].Length + 1;
        }
    }

    private static void WriteSection(Span<byte> section, uint type, int offset, uint link)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(section[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(section[24..], offset);
        BinaryPrimitives.WriteUInt32LittleEndian(section[40..], link);
    }
}
