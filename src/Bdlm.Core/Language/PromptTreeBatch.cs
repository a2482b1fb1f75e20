using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// Trees of prompts in one rectangle, a row each, padded at the right. Prompts are numbered tree after tree. Where no tree has a branch, this is
/// a batch of plain sequences.
/// </summary>
/// <remarks>Disposing releases the tensors.</remarks>
public sealed class PromptTreeBatch : IDisposable
{
    private readonly (int Tree, int Prompt)[] _prompts;

    private PromptTreeBatch(IReadOnlyList<PromptTree> trees, int length, int padToken, Device device)
    {
        (Trees, Length, Depth) = (trees, length, trees.Max(tree => tree.Depth));
        _prompts = [.. trees.SelectMany((tree, row) => Enumerable.Range(0, tree.PromptCount).Select(prompt => (row, prompt)))];
        TokenIds = Column(tree => tree.TokenIds, padToken, device);
        Positions = Column(tree => tree.Positions, 0, device);
        Visible = trees.Any(tree => tree.HasBranches) ? tensor(PathMask.Of(trees, length), [trees.Count, length, length], device: device) : null;
        Ends = tensor(Enumerable.Range(0, _prompts.Length).Select(prompt => PlaceOf(prompt)).ToArray(), device: device);
    }

    /// <summary>The trees, one a row.</summary>
    public IReadOnlyList<PromptTree> Trees { get; }

    /// <summary>The number of tokens of the longest tree.</summary>
    public int Length { get; }

    /// <summary>The number of tokens of the longest prompt.</summary>
    public int Depth { get; }

    /// <summary>The number of prompts in all trees.</summary>
    public int PromptCount => _prompts.Length;

    /// <summary><c>[rows, length]</c>, int64.</summary>
    public Tensor TokenIds { get; }

    /// <summary><c>[rows, length]</c>, int64: the number of tokens before each on its path; 0 at padding.</summary>
    public Tensor Positions { get; }

    /// <summary>
    /// <c>[rows, length, length]</c>, bool: whether the token of the second index sees that of the third, which is itself or stands before it on its path. Padding
    /// sees itself. Null where no tree has a branch: then a token sees all before it in its row.
    /// </summary>
    public Tensor? Visible { get; }

    /// <summary><c>[prompts]</c>, int64: where the last token of each prompt stands among the rows · length tokens.</summary>
    public Tensor Ends { get; }

    /// <summary>Pads trees to the longest of them.</summary>
    /// <param name="trees">At least one.</param>
    /// <param name="padToken">The id at padding. Any word will do, since no token sees it; 0 is usual.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <exception cref="ArgumentException">There is no tree, or the trees are too many and too long for one batch.</exception>
    public static PromptTreeBatch Create(IReadOnlyList<PromptTree> trees, int padToken, Device device)
    {
        ArgumentNullException.ThrowIfNull(trees);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfNegative(padToken);
        if (trees.Count == 0)
        {
            throw new ArgumentException("trees is empty; expected at least one tree. Leave empty batches out.", nameof(trees));
        }

        int length = trees.Max(tree => tree.Length);
        if ((long)trees.Count * length * length > Array.MaxLength)
        {
            throw new ArgumentException($"trees holds {trees.Count} trees of up to {length} tokens; expected at most {Array.MaxLength} pairs of tokens that may see each other. Make smaller batches.", nameof(trees));
        }

        return new PromptTreeBatch(trees, length, padToken, device);
    }

    /// <summary>Where the last token of a prompt stands among the rows · length tokens.</summary>
    /// <param name="prompt">The number of the prompt, in [0, <see cref="PromptCount"/>).</param>
    public long PlaceOf(int prompt)
    {
        (int row, int local) = _prompts[prompt];
        return ((long)row * Length) + Trees[row].EndOf(local);
    }

    /// <summary>Where the tokens of a prompt stand among the rows · length tokens, in the prompt's order.</summary>
    /// <inheritdoc cref="PlaceOf" path="/param"/>
    public long[] PathOf(int prompt)
    {
        (int row, int local) = _prompts[prompt];
        return [.. Trees[row].PathOf(local).Select(place => ((long)row * Length) + place)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TokenIds.Dispose();
        Positions.Dispose();
        Visible?.Dispose();
        Ends.Dispose();
    }

    private Tensor Column(Func<PromptTree, IReadOnlyList<int>> valuesOf, int padding, Device device)
    {
        var values = new long[Trees.Count * Length];
        Array.Fill(values, padding);
        for (int row = 0; row < Trees.Count; row++)
        {
            IReadOnlyList<int> own = valuesOf(Trees[row]);
            for (int place = 0; place < own.Count; place++)
            {
                values[(row * Length) + place] = own[place];
            }
        }

        return tensor(values, [Trees.Count, Length], device: device);
    }
}
