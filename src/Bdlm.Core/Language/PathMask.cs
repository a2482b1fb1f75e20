namespace Bdlm.Language;

/// <summary>The mask of tree attention: every token sees itself and those before it on its path.</summary>
internal static class PathMask
{
    /// <summary>The masks of trees, <c>[trees, length, length]</c> flattened; behind a tree's end, each place sees itself.</summary>
    public static bool[] Of(IReadOnlyList<PromptTree> trees, int length)
    {
        var visible = new bool[trees.Count * length * length];
        for (int row = 0; row < trees.Count; row++)
        {
            Fill(visible.AsSpan(row * length * length, length * length), trees[row].Parents, length);
        }

        return visible;
    }

    // A token sees what the one before it on its path sees, and itself: parents stand before their children.
    private static void Fill(Span<bool> visible, IReadOnlyList<int> parents, int length)
    {
        for (int place = 0; place < length; place++)
        {
            Span<bool> own = visible.Slice(place * length, length);
            int parent = place < parents.Count ? parents[place] : -1;
            if (parent >= 0)
            {
                visible.Slice(parent * length, parent + 1).CopyTo(own);
            }

            own[place] = true;
        }
    }
}
