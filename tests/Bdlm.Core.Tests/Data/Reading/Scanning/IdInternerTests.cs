using System.Text;
using FsCheck.Xunit;

namespace Bdlm.Data.Reading.Scanning;

public class IdInternerTests
{
    private static readonly TextDecoder Utf8 = new(TextEncoding.Utf8);

    [Property(MaxTest = 200)]
    public void TryIntern_AnyIds_AreNumberedByFirstAppearance(int seed)
    {
        var random = new Random(seed);
        string[] ids = [.. Enumerable.Range(0, 200).Select(_ => new string(random.GetItems("01aé".ToCharArray(), random.Next(1, 5))))];
        var interner = new IdInterner();

        int[] dense = [.. ids.Select(id => Intern(interner, id))];

        string[] expected = [.. ids.Distinct()];
        Assert.Equal(expected, interner.ToIdMap().Originals);
        Assert.Equal(ids.Select(id => Array.IndexOf(expected, id)), dense);
    }

    [Fact]
    public void TryIntern_KnownIds_AllocateNothing()
    {
        var interner = new IdInterner();
        byte[][] ids = [.. new[] { "12", "A2SUAM1J3GNN3B", "0007", "123456789" }.Select(Encoding.ASCII.GetBytes)];
        Array.ForEach(ids, id => interner.TryIntern(id, Utf8, out _));
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int turn = 0; turn < 1000; turn++)
        {
            foreach (byte[] id in ids)
            {
                interner.TryIntern(id, Utf8, out _);
            }
        }

        // Four thousand look-ups; a string each would be more than 100,000 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void TryIntern_InvalidBytes_IsFalse() => Assert.False(new IdInterner().TryIntern([0xFF], Utf8, out _));

    private static int Intern(IdInterner interner, string id)
    {
        Assert.True(interner.TryIntern(Encoding.UTF8.GetBytes(id), Utf8, out int dense));
        return dense;
    }
}
