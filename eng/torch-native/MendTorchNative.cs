// The build task behind Bdlm.TorchNative.targets, which says what it does and why.
// Compiled by MSBuild's RoslynCodeTaskFactory against netstandard2.0: no spans, no newer library calls.
using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

public class MendTorchNative : Task
{
    private const string MissingVersion = "GLIBCXX_3.4.32";
    private const uint SectionTypeVersionNeed = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 2;                      // VER_FLG_WEAK

    private static readonly string[] LibraryFolders =
    {
        "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64", "/lib64", "/usr/lib", "/lib", "/usr/local/lib64", "/usr/local/lib",
    };

    public ITaskItem[] Libraries { get; set; }

    public override bool Execute()
    {
        if (SystemHasVersion())
        {
            return true;
        }

        foreach (ITaskItem library in Libraries)
        {
            string path = library.GetMetadata("FullPath");
            try
            {
                Mend(path);
            }
            catch (Exception fault) when (fault is IOException || fault is UnauthorizedAccessException || fault is InvalidDataException)
            {
                Log.LogWarning("Bdlm could not mend {0} for this system's libstdc++, which lacks {1}: {2}", path, MissingVersion, fault.Message);
            }
        }

        return true;
    }

    private static bool SystemHasVersion()
    {
        foreach (string folder in LibraryFolders)
        {
            string path = Path.Combine(folder, "libstdc++.so.6");
            if (File.Exists(path))
            {
                return Encoding.ASCII.GetString(File.ReadAllBytes(path)).Contains(MissingVersion + "\0");
            }
        }

        return false;
    }

    private void Mend(string path)
    {
        byte[] image = File.ReadAllBytes(path);
        int flags = FindFlags(image);
        if (flags < 0 || (BitConverter.ToUInt16(image, flags) & WeakFlag) != 0)
        {
            return;
        }

        image[flags] |= (byte)WeakFlag;
        string temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            DateTime stamp = File.GetLastWriteTimeUtc(path);
            File.Copy(path, temporary); // carries the file mode over
            File.WriteAllBytes(temporary, image);
            File.SetLastWriteTimeUtc(temporary, stamp);
            Rename(temporary, path);
            Log.LogMessage(MessageImportance.Normal, "Bdlm marked {0} as weak in {1}.", MissingVersion, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // File.Move with overwrite is rename(2); it is not part of netstandard2.0 but is there at run time.
    private static void Rename(string from, string to)
    {
        var move = typeof(File).GetMethod("Move", new[] { typeof(string), typeof(string), typeof(bool) });
        if (move == null)
        {
            throw new IOException("this build engine has no overwriting File.Move; build with `dotnet build`");
        }

        try
        {
            move.Invoke(null, new object[] { from, to, true });
        }
        catch (System.Reflection.TargetInvocationException fault) when (fault.InnerException is IOException)
        {
            throw (IOException)fault.InnerException;
        }
    }

    // The offset in the file of the flags of the need for MissingVersion; -1 if there is no such need.
    private static int FindFlags(byte[] image)
    {
        bool isElf64LittleEndian = image.Length > 64 && image[0] == 0x7f && image[1] == 'E' && image[2] == 'L'
            && image[3] == 'F' && image[4] == 2 && image[5] == 1;
        if (!isElf64LittleEndian)
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        }

        long sections = BitConverter.ToInt64(image, 0x28);
        int sectionSize = BitConverter.ToUInt16(image, 0x3a);
        int sectionCount = BitConverter.ToUInt16(image, 0x3c);
        for (int index = 0; index < sectionCount; index++)
        {
            long section = sections + ((long)index * sectionSize);
            if (BitConverter.ToUInt32(image, (int)section + 4) == SectionTypeVersionNeed)
            {
                uint link = BitConverter.ToUInt32(image, (int)section + 40);
                long strings = BitConverter.ToInt64(image, (int)(sections + (link * sectionSize) + 24));
                long needs = BitConverter.ToInt64(image, (int)section + 24);
                return FindFlags(image, needs, strings);
            }
        }

        return -1;
    }

    // Walks the chain of Elf64_Verneed (one a library) and, in each, of Elf64_Vernaux (one a version).
    private static int FindFlags(byte[] image, long need, long strings)
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
