using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// Samples with their answers as trees: prompts that begin alike are read once, and their answers lie on the branches. The losses and their
/// gradients are those of an <see cref="AnswerBatch"/> of the same samples, up to rounding, for fewer tokens.
/// </summary>
/// <remarks>
/// With dropout, tokens that samples share have their masks in common. Disposing releases all tensors.
/// </remarks>
public sealed class AnswerTreeBatch : IDisposable
{
    private readonly long[][] _promptPaths;

    private AnswerTreeBatch(PromptTreeBatch sequence, long[][] promptPaths, Tensor places, Tensor targets)
    {
        (Sequence, _promptPaths) = (sequence, promptPaths);
        (Places, Targets) = (places, targets);
    }

    /// <summary>Prompts and answers but for each answer's last token, which is only a target.</summary>
    public PromptTreeBatch Sequence { get; }

    /// <summary><c>[answers]</c>, int64, sample after sample: where the token that predicts each answer token stands among the rows · length tokens. One token may predict several.</summary>
    public Tensor Places { get; }

    /// <summary><c>[answers]</c>, int64: the answer tokens.</summary>
    public Tensor Targets { get; }

    /// <summary>For each sample the places of its prompt's tokens, without the answer.</summary>
    internal IReadOnlyList<long[]> PromptPaths => _promptPaths;

    /// <summary>Joins samples that begin alike, unless they are too long for <paramref name="model"/> to join (<see cref="ITreeLanguageModel.MaxTreePath"/>), and pads the trees to the longest of them.</summary>
    /// <param name="model">The model that is to read them.</param>
    /// <param name="examples">The samples, in any order; at least one.</param>
    /// <param name="padToken">The id at padding; see <see cref="PromptTreeBatch.Create"/>.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <exception cref="ArgumentException">There is no sample, or a prompt or an answer is empty.</exception>
    public static AnswerTreeBatch Create(MixedLanguageModel model, IReadOnlyList<LanguageExample> examples, int padToken, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        for (int index = 0; index < examples.Count; index++)
        {
            if (examples[index].Prompt.Count == 0 || examples[index].Answer.Count == 0)
            {
                throw new ArgumentException($"examples[{index}] has {examples[index].Prompt.Count} prompt and {examples[index].Answer.Count} answer tokens; expected at least one of each. Leave it out.", nameof(examples));
            }
        }

        int[][] inputs = [.. examples.Select(example => example.ToInputs())];
        bool joins = inputs.Length > 0 && TreeReading.MayJoin(model.Base, inputs.Max(input => input.Length));
        IReadOnlyList<PlantedTree> forest = PromptForest.Plant(inputs, joins ? PromptForest.MostTokens : 0);
        PromptTreeBatch sequence = PromptTreeBatch.Create([.. forest.Select(planted => planted.Tree)], padToken, device);
        long[][] paths = Paths(sequence, [.. forest.SelectMany(planted => planted.Places)]);
        long[] places = [.. examples.SelectMany((example, index) => paths[index].Skip(example.Prompt.Count - 1))];
        long[] targets = [.. examples.SelectMany(example => example.Answer).Select(token => (long)token)];
        long[][] prompts = [.. examples.Select((example, index) => paths[index][..example.Prompt.Count])];
        return new AnswerTreeBatch(sequence, prompts, tensor(places, device: device), tensor(targets, device: device));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Sequence.Dispose();
        Places.Dispose();
        Targets.Dispose();
    }

    // The path of each sample, in the samples' order.
    private static long[][] Paths(PromptTreeBatch sequence, int[] examples)
    {
        var paths = new long[examples.Length][];
        for (int prompt = 0; prompt < examples.Length; prompt++)
        {
            paths[examples[prompt]] = sequence.PathOf(prompt);
        }

        return paths;
    }
}
