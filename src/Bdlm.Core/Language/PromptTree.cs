namespace Bdlm.Language;

/// <summary>
/// Prompts that begin alike, with each shared beginning held once: a tree of tokens in which every prompt is a path from the root. A user's
/// questions about many items differ in a few tokens only, so that a model that reads the tree (<see cref="ITreeLanguageModel"/>) reads a
/// fraction of the tokens.
/// </summary>
/// <remarks>Immutable. A token stands behind all tokens that it sees.</remarks>
public sealed class PromptTree
{
    private readonly int[] _tokenIds;
    private readonly int[] _positions;
    private readonly int[] _parents;
    private readonly int[] _ends;

    private PromptTree(int[] tokenIds, int[] positions, int[] parents, int[] ends)
    {
        (_tokenIds, _positions, _parents, _ends) = (tokenIds, positions, parents, ends);
        Depth = positions.Max() + 1;
    }

    /// <summary>The tokens, each shared one once.</summary>
    public IReadOnlyList<int> TokenIds => _tokenIds;

    /// <summary>For each token the number of tokens before it on its path.</summary>
    public IReadOnlyList<int> Positions => _positions;

    /// <summary>For each token the place of the one before it on its path; −1 for the first of a path.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <summary>The number of tokens.</summary>
    public int Length => _tokenIds.Length;

    /// <summary>The number of prompts.</summary>
    public int PromptCount => _ends.Length;

    /// <summary>The length of the longest prompt.</summary>
    public int Depth { get; }

    /// <summary>Whether the tree is more than one sequence.</summary>
    public bool HasBranches => Length > Depth;

    /// <summary>Joins prompts by their common beginnings. One may be the beginning of another, and equal ones share all their tokens.</summary>
    /// <param name="prompts">At least one, none of them empty.</param>
    /// <exception cref="ArgumentException">There is no prompt, or one is empty.</exception>
    public static PromptTree Of(IReadOnlyList<int[]> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        if (prompts.Count == 0)
        {
            throw new ArgumentException("prompts is empty; expected at least one prompt. Leave empty trees out.", nameof(prompts));
        }

        (List<int> tokenIds, List<int> positions, List<int> parents) = ([], [], []);
        var ends = new int[prompts.Count];
        var path = new int[prompts.Max(prompt => prompt.Length)];
        int[] previous = [];
        foreach (int place in PromptOrder.Sort(prompts))
        {
            int[] prompt = prompts[place];
            for (int position = prompt.AsSpan().CommonPrefixLength(previous); position < prompt.Length; position++)
            {
                parents.Add(position == 0 ? -1 : path[position - 1]);
                path[position] = tokenIds.Count;
                tokenIds.Add(prompt[position]);
                positions.Add(position);
            }

            ends[place] = prompt.Length > 0
                ? path[prompt.Length - 1]
                : throw new ArgumentException($"prompts[{place}] is empty; expected at least one token. Leave it out, or begin it with a beginning-of-sentence token.", nameof(prompts));
            previous = prompt;
        }

        return new PromptTree([.. tokenIds], [.. positions], [.. parents], ends);
    }

    /// <summary>The places of a prompt's tokens in <see cref="TokenIds"/>, in the prompt's order.</summary>
    /// <param name="prompt">The number of the prompt among those that the tree was made of.</param>
    public int[] PathOf(int prompt) => PathTo(_ends[prompt]);

    /// <summary>The place of a prompt's last token.</summary>
    /// <param name="prompt">The number of the prompt among those that the tree was made of.</param>
    public int EndOf(int prompt) => _ends[prompt];

    /// <summary>The paths that are not the beginning of another one, in the order of their last tokens.</summary>
    internal IEnumerable<int[]> LeafPaths()
    {
        var hasChild = new bool[Length];
        foreach (int parent in _parents)
        {
            if (parent >= 0)
            {
                hasChild[parent] = true;
            }
        }

        return Enumerable.Range(0, Length).Where(place => !hasChild[place]).Select(PathTo);
    }

    private int[] PathTo(int end)
    {
        var path = new int[_positions[end] + 1];
        for (int place = end; place >= 0; place = _parents[place])
        {
            path[_positions[place]] = place;
        }

        return path;
    }
}
