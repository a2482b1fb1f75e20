// The build task behind Bdlm.TorchNative.targets, which says what it does and why.
// Compiled by MSBuild's RoslynCodeTaskFactory against netstandard2.0: no spans, no newer library calls.
using System;
using System.IO;
using System.Text;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

public class MendTorchNative : Task
{
    private const string MissingVersion = "GLIBCXX_3.4.32";
    private const uint SectionTypeVersionNeed = 0x6ffffffe; // SHT_GNU_verneed
    private const int WeakFlag = 2;                         // VER_FLG_WEAK
    private const int Attempts = 20;                        // 2 seconds for another build to finish its copying
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly string[] RuntimeFolders =
    {
        "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64", "/lib64", "/usr/lib", "/lib", "/usr/local/lib64", "/usr/local/lib",
    };

    // The copies to mend.
    public ITaskItem[] Libraries { get; set; }

    // The C++ runtime to mend them for; where not given, the system's.
    public string CppRuntime { get; set; }

    public override bool Execute()
    {
        if (RuntimeHasVersion())
        {
            return true;
        }

        foreach (ITaskItem library in Libraries)
        {
            MendPatiently(library.GetMetadata("FullPath"));
        }

        return true;
    }

    private bool RuntimeHasVersion()
    {
        string path = string.IsNullOrEmpty(CppRuntime) ? FindSystemRuntime() : CppRuntime;
        return path != null && Encoding.ASCII.GetString(File.ReadAllBytes(path)).Contains(MissingVersion + "\0");
    }

    private static string FindSystemRuntime()
    {
        foreach (string folder in RuntimeFolders)
        {
            string path = Path.Combine(folder, "libstdc++.so.6");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    // Another build may be replacing the same copy at this moment: it is then missing or incomplete for a while.
    private void MendPatiently(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Mend(path);
                return;
            }
            catch (Exception fault) when (fault is IOException || fault is UnauthorizedAccessException || fault is InvalidDataException)
            {
                if (attempt == Attempts || fault is UnauthorizedAccessException)
                {
                    Log.LogWarning("Bdlm could not mend {0} for this system's libstdc++, which lacks {1}: {2}", path, MissingVersion, fault.Message);
                    return;
                }
            }

            Thread.Sleep(Pause);
        }
    }

    private void Mend(string path)
    {
        DateTime stamp = File.GetLastWriteTimeUtc(path);
        byte[] image = File.ReadAllBytes(path);
        int flags = FindFlags(image);
        if (flags < 0 || (image[flags] & WeakFlag) != 0)
        {
            return;
        }

        image[flags] |= WeakFlag;
        string temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            File.Copy(path, temporary); // carries the file mode over
            File.WriteAllBytes(temporary, image);
            File.SetLastWriteTimeUtc(temporary, stamp);
            File.Replace(temporary, path, null); // rename(2)
            Log.LogMessage(MessageImportance.Normal, "Bdlm marked {0} as weak in {1}.", MissingVersion, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // The offset in the file of the flags of the need for MissingVersion; -1 if there is no such need.
    private static int FindFlags(byte[] image)
    {
        bool isElf64LittleEndian = image.Length >= 64 && image[0] == 0x7f && image[1] == 'E' && image[2] == 'L'
            && image[3] == 'F' && image[4] == 2 && image[5] == 1;
        if (!isElf64LittleEndian)
        {
            throw new InvalidDataException("it is not a 64-bit little-endian ELF file");
        }

        try
        {
            return FindFlagsBySections(image);
        }
        catch (Exception fault) when (fault is ArgumentException || fault is IndexOutOfRangeException)
        {
            throw new InvalidDataException("it is an incomplete ELF file", fault);
        }
    }

    // Fields of Elf64_Ehdr: e_shoff 0x28, e_shentsize 0x3a, e_shnum 0x3c; of Elf64_Shdr: sh_type 4, sh_offset 24, sh_link 40.
    private static int FindFlagsBySections(byte[] image)
    {
        long sections = BitConverter.ToInt64(image, 0x28);
        int sectionSize = BitConverter.ToUInt16(image, 0x3a);
        int sectionCount = BitConverter.ToUInt16(image, 0x3c);
        for (int index = 0; index < sectionCount; index++)
        {
            int section = (int)(sections + ((long)index * sectionSize));
            if (BitConverter.ToUInt32(image, section + 4) == SectionTypeVersionNeed)
            {
                uint link = BitConverter.ToUInt32(image, section + 40);
                long strings = BitConverter.ToInt64(image, (int)(sections + (link * sectionSize) + 24));
                long needs = BitConverter.ToInt64(image, section + 24);
                return FindFlagsByNeeds(image, needs, strings);
            }
        }

        return -1;
    }

    // Walks the chain of Elf64_Verneed (one a library) and, in each, of Elf64_Vernaux (one a version).
    private static int FindFlagsByNeeds(byte[] image, long need, long strings)
    {
        while (true)
        {
            int versions = BitConverter.ToUInt16(image, (int)need + 2);
            long version = need + BitConverter.ToUInt32(image, (int)need + 8);
            for (int index = 0; index < versions; index++)
            {
                long name = strings + BitConverter.ToUInt32(image, (int)version + 8);
                if (HasName(image, name))
                {
                    return (int)version + 4;
                }

                version += BitConverter.ToUInt32(image, (int)version + 12);
            }

            uint next = BitConverter.ToUInt32(image, (int)need + 12);
            if (next == 0)
            {
                return -1;
            }

            need += next;
        }
    }

    private static bool HasName(byte[] image, long offset)
    {
        byte[] expected = Encoding.ASCII.GetBytes(MissingVersion + "\0");
        for (int index = 0; index < expected.Length; index++)
        {
            if (image[offset + index] != expected[index])
            {
                return false;
            }
        }

        return true;
    }
}
