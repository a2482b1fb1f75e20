using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class ItemSetTests
{
    [Property(MaxTest = 100)]
    public void Relations_AnySets_EqualThoseOfAHashSet(int[] first, int[] second, int probe)
    {
        HashSet<int> expected = [.. first];
        ItemSet set = new SortedItemSet(expected.Order().ToArray());
        AssertSame(expected, set, second, probe);
    }

    [Property(MaxTest = 100)]
    public void Relations_LayeredSet_EqualThoseOfAHashSet(int[] first, int[] added, int[] second, int probe)
    {
        HashSet<int> lower = [.. first];
        int[] fresh = [.. added.Distinct().Where(item => !lower.Contains(item))];
        AssertSame([.. first, .. added], new LayeredItemSet(lower, fresh), second, probe);
    }

    private static void AssertSame(HashSet<int> expected, ItemSet actual, int[] other, int probe)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Order(), actual.Order());
        Assert.Equal(expected.Contains(probe), actual.Contains(probe));
        Assert.All(expected, item => Assert.True(actual.Contains(item)));
        Assert.Equal(expected.Overlaps(other), actual.Overlaps(other));
        Assert.Equal(expected.IsSubsetOf(other), actual.IsSubsetOf(other));
        Assert.Equal(expected.IsSupersetOf(other), actual.IsSupersetOf(other));
        Assert.Equal(expected.IsProperSubsetOf(other), actual.IsProperSubsetOf(other));
        Assert.Equal(expected.IsProperSupersetOf(other), actual.IsProperSupersetOf(other));
        Assert.True(actual.SetEquals(expected));
    }
}
